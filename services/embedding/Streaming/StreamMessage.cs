using System.Text;
using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Embeddings;
using Attune.Hosting.Errors;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Streaming;

/// <summary>One message of a stream on its way to its answer. What is wrong with it, or with a text of it, becomes part of that.</summary>
internal sealed class StreamMessage : IDisposable
{
    private const int LongestId = 256;

    private readonly CallWork _work = new();
    private readonly V1.EmbedRequest _request;
    private readonly ServedModel<Models.EncoderModel> _served;

    private StreamMessage(V1.EmbedStreamRequest message, ServingBundle bundle)
    {
        _request = message.Request ?? new V1.EmbedRequest();
        _served = bundle.Embedder;
        Answer = new V1.EmbedStreamResponse { CorrelationId = message.CorrelationId, Model = BundleDescription.IdentityOf(_served.Manifest),
            Usage = new V1.Usage() };
    }

    public V1.EmbedStreamResponse Answer { get; }

    /// <summary>At least 1: a message without texts has an answer to keep, too.</summary>
    public int Texts => Math.Max(1, _work.Count);

    public int Tokens => _work.Tokens;

    public V1.Priority Priority => _request.Priority;

    /// <summary>Checks and tokenises.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the stream any more.</exception>
    public static StreamMessage Read(
        V1.EmbedStreamRequest message, ServingBundle bundle, ServerCallContext context, TextMetrics metrics, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var read = new StreamMessage(message, bundle);
        try
        {
            var started = time.GetTimestamp();
            var check = EmbedCheck.Of(read._request, bundle, cancellationToken);
            if (Encoding.UTF8.GetByteCount(message.CorrelationId) is > LongestId and var bytes)
                check.Add("correlation_id", $"has {bytes} bytes; give it at most {LongestId}");
            check.ThrowIfUnsound();
            var texts = new CallTexts(read._served.Model, read._work, CallTerms.Stream(read.Priority, context), metrics, time);
            EmbedTokens.Tokenize(read._request, read._served.Model, read._work, texts, cancellationToken);
            read._work.TokenizeTime = time.GetElapsedTime(started);
        }
        catch (InvalidRequestException e)
        {
            read.Fail(e.StatusCode, e.Message);
        }
        catch
        {
            read.Dispose();
            throw;
        }

        return read;
    }

    /// <summary>Runs what is sound, and completes the answer.</summary>
    /// <exception cref="ServiceException">The message as a whole has no answer.</exception>
    public async Task RunAsync(CallTerms terms, CancellationToken cancellationToken)
    {
        if (Answer.Error is not null)
            return;
        Answer.Usage = await _work.RunAsync(_served.Queue, terms, cancellationToken);
        Answer.Results.AddRange(_work.Results(
            (text, row) => new V1.EmbedStreamResult { Embedding = EmbedHandler.ToEmbedding(text, row) },
            (place, problem) => new V1.EmbedStreamResult { Error = ToError(TextProblem.ToError("texts", place, problem)) }));
    }

    public void Fail(StatusCode code, string message)
    {
        Answer.Results.Clear();
        Answer.Error = new V1.EmbedStreamError { Code = (int)code, Message = message };
    }

    public void Dispose() => _work.Dispose();

    private static V1.EmbedStreamError ToError(V1.TextError error) => new() { Code = error.Code, Message = error.Message };
}
