using System.Diagnostics;
using Attune.Contracts.Embedding.V1;
using Grpc.Core;

namespace Attune.Bench.Overload;

/// <summary>Calls the service as clients in trouble do: they do not wait for each other, and do not slow down.</summary>
internal sealed class LoadGenerator(EmbeddingService.EmbeddingServiceClient client, string[] texts, int textsACall)
{
    private int _next;

    /// <summary>A fixed number of callers, each with one call after the other: as fast as the service goes.</summary>
    public async Task<LoadResult> ClosedAsync(int callers, Priority priority, TimeSpan duration, CancellationToken cancellationToken)
    {
        var result = new LoadResult();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(started) < duration)
                await CallAsync(priority, result, cancellationToken);
        }));
        result.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result;
    }

    /// <summary>Calls at a fixed rate, however many are still unanswered.</summary>
    /// <param name="callsASecond">Above 0.</param>
    public async Task<LoadResult> OpenAsync(double callsASecond, Priority priority, TimeSpan duration, CancellationToken cancellationToken)
    {
        var result = new LoadResult();
        var calls = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0; Stopwatch.GetElapsedTime(started) < duration;)
        {
            for (var due = Stopwatch.GetElapsedTime(started).TotalSeconds * callsASecond; sent < due; sent++)
                calls.Add(CallAsync(priority, result, cancellationToken));
            calls.RemoveAll(x => x.IsCompletedSuccessfully);
            await Task.Delay(5, cancellationToken);
        }

        // Goodput is what was answered in the time measured, not what a queue still holds at its end.
        result.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        result.Close();
        await Task.WhenAll(calls);
        return result;
    }

    private async Task CallAsync(Priority priority, LoadResult result, CancellationToken cancellationToken)
    {
        var request = new EmbedRequest { InputType = InputType.Document, Truncate = true, Priority = priority };
        for (var i = 0; i < textsACall; i++)
            request.Texts.Add(texts[(int)((uint)Interlocked.Increment(ref _next) % (uint)texts.Length)]);

        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await client.EmbedAsync(request, cancellationToken: cancellationToken);
            result.Answered(Stopwatch.GetElapsedTime(started), response.Usage.Tokens);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            result.Refused(e.Trailers.Any(x => x.Key == "grpc-status-details-bin"));
            // A refused closed-loop caller would otherwise call again at once, millions of times.
            await Task.Delay(20, cancellationToken);
        }
        catch (RpcException e)
        {
            result.Failed(e.Status);
        }
    }
}
