using System.Collections.Concurrent;
using Attune.Contracts.Embedding.V1;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Embedding.Integration.Calls;

/// <summary>More calls than the queue takes. How the service fares for a minute of that is measured by <c>./attune bench overload</c>.</summary>
public sealed class OverloadTests
{
    private const int Callers = 48, CallsEach = 12, TextsACall = 32;

    [Fact]
    public async Task A_flood_is_answered_as_far_as_the_queue_goes_and_else_refused_with_a_time_to_try_again()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("Scheduling__QueueRows", "128"), ("Scheduling__QueueTokens", "4096")]).ServeAsync();
        var request = Samples.Request(Samples.Texts(TextsACall));
        var answers = new ConcurrentBag<StatusCode>();
        var retryDelays = new ConcurrentBag<TimeSpan?>();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var i = 0; i < CallsEach; i++)
            {
                try
                {
                    Assert.Equal(TextsACall, (await service.Client.EmbedAsync(request)).Embeddings.Count);
                    answers.Add(StatusCode.OK);
                }
                catch (RpcException e)
                {
                    answers.Add(e.StatusCode);
                    retryDelays.Add(RetryDelay(e));
                }
            }
        }));

        Assert.Equal(Callers * CallsEach, answers.Count);
        Assert.Equal([StatusCode.OK, StatusCode.ResourceExhausted], answers.Distinct().Order());
        Assert.All(retryDelays, x => Assert.True(x > TimeSpan.Zero, $"RetryInfo says {x}."));
        Assert.Single((await service.Client.EmbedAsync(Samples.Request("still there"))).Embeddings);
    }

    private static TimeSpan? RetryDelay(RpcException error) => error.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan();
}
