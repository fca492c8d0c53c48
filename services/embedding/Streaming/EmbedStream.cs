using System.Threading.Channels;
using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Hosting.Errors;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Streaming;

/// <summary>
/// One stream. A reader takes messages and sends each on its way as long as the window has room; a writer sends answers as they get ready.
/// A message leaves the window when its answer is written, so a client that does not read its answers is not read from either.
/// </summary>
internal sealed partial class EmbedStream(
    ServingBundle bundle, StreamingOptions limits, IServerStreamWriter<V1.EmbedStreamResponse> responses, ServerCallContext context,
    TextMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly StreamWindow _window = new(limits);
    private readonly Channel<(V1.EmbedStreamResponse Answer, int Texts, int Tokens)> _answers =
        Channel.CreateUnbounded<(V1.EmbedStreamResponse, int, int)>(new UnboundedChannelOptions { SingleReader = true });

    // One is the reader.
    private int _open = 1;

    /// <summary>Answers every message, until the client sends no more or the server goes away.</summary>
    /// <exception cref="DependencyUnavailableException">The server goes away; everything that was read is answered.</exception>
    public async Task RunAsync(IAsyncStreamReader<V1.EmbedStreamRequest> requests, CancellationToken closing)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(end.Token, closing);
        var writing = WriteAsync(end);
        try
        {
            await ReadAsync(requests, reading.Token, end.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested && !end.IsCancellationRequested)
        {
            throw new DependencyUnavailableException(
                "The embedding service is stopping. Everything that has been answered is done; open the stream again and send the rest.");
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
        finally
        {
            Close();
            await writing;
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<V1.EmbedStreamRequest> requests, CancellationToken reading, CancellationToken end)
    {
        while (await requests.MoveNext(reading))
        {
            var message = StreamMessage.Read(requests.Current, bundle, context, metrics, time, end);
            try
            {
                await _window.EnterAsync(message.Texts, message.Tokens, end);
            }
            catch
            {
                message.Dispose();
                throw;
            }

            Interlocked.Increment(ref _open);
            _ = AnswerAsync(message, end);
        }
    }

    /// <summary>Never throws: a message without an answer is one of a stream that has ended.</summary>
    private async Task AnswerAsync(StreamMessage message, CancellationToken end)
    {
        try
        {
            await message.RunAsync(CallTerms.Stream(message.Priority, context), end);
        }
        catch (Exception e) when (end.IsCancellationRequested)
        {
            LogAbandoned(e.GetType().Name);
        }
        catch (ServiceException e)
        {
            message.Fail(e.StatusCode, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e);
            message.Fail(StatusCode.Internal, "Something failed inside embedding; the log has the details.");
        }
        finally
        {
            _answers.Writer.TryWrite((message.Answer, message.Texts, message.Tokens));
            message.Dispose();
            Close();
        }
    }

    private async Task WriteAsync(CancellationTokenSource end)
    {
        try
        {
            await foreach (var (answer, texts, tokens) in _answers.Reader.ReadAllAsync(CancellationToken.None))
            {
                // To the end even where nobody listens any more: then everything under way has let go of its memory.
                if (!end.IsCancellationRequested)
                    await responses.WriteAsync(answer, end.Token);
                _window.Leave(texts, tokens);
            }
        }
        catch
        {
            await end.CancelAsync();
            throw;
        }
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _answers.Writer.Complete();
    }
}
