using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Testing;
using Grpc.Core;

namespace Attune.Embedding.Integration.Streaming;

/// <summary>Streams that are more than a process takes at a time, or that end before their time.</summary>
public sealed class StreamLimitsTests
{
    [Fact]
    public async Task A_client_that_takes_no_answers_is_not_read_from_and_loses_nothing()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("Streaming__MaxTexts", "256")]).ServeAsync();
        using var stream = new StreamClient(service.Client);
        var request = Samples.Request(Enumerable.Repeat(new string('x', 2_000), 256));
        request.Truncate = true;
        var sent = 0;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await stream.SendAsync($"{i}", request);
                Volatile.Write(ref sent, i + 1);
            }
        });

        // 20 MB do not fit what the two ends buffer, so the sending comes to a halt: it stands still while the same service takes, and answers,
        // as much over another connection.
        using var channel = GrpcChannels.Create(service.Address);
        var other = new EmbeddingService.EmbeddingServiceClient(channel);
        for (var before = 0; before == 0 || before < Volatile.Read(ref sent);)
        {
            before = Volatile.Read(ref sent);
            Assert.Equal(256, (await other.EmbedAsync(request, deadline: DateTime.UtcNow + Eventually.Patience)).Embeddings.Count);
        }

        Assert.True(Volatile.Read(ref sent) < 40, "Everything was read although no answer was taken.");

        for (var i = 0; i < 40; i++)
            Assert.Equal(256, (await stream.ReceiveAsync())!.Results.Count);
        await sending;
        Assert.Equal(Enumerable.Range(0, 40).Select(x => $"{x}").Order(StringComparer.Ordinal), (await stream.EndAsync()).Select(x => x.CorrelationId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_full_queue_slows_streams_down_and_refuses_none_of_them()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("Scheduling__QueueRows", "4"), ("Scheduling__QueueTokens", "64")]).ServeAsync();
        var texts = Samples.Texts(40);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var stream = new StreamClient(service.Client);
            for (var i = 0; i < texts.Length; i++)
                await stream.SendAsync($"{i}", texts[i]);
            var answers = await stream.EndAsync();
            Assert.Equal(texts.Length, answers.Count);
            Assert.All(answers, x => Assert.NotNull(Assert.Single(x.Results).Embedding));
        }));
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing_behind()
    {
        await using var service = await EmbeddingProcess.Start(settings: [("Scheduling__QueueRows", "64")]).ServeAsync();
        for (var i = 0; i < 20; i++)
        {
            using var stream = new StreamClient(service.Client);
            for (var j = 0; j < i; j++)
                await stream.SendAsync($"{j}", Samples.Texts(32, seed: j));
        }

        // Twenty abandoned streams of up to 600 texts: as long as their rows are in the queue, this call is refused.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                Assert.Equal(48, (await service.Client.EmbedAsync(Samples.Request(Samples.Texts(48)))).Embeddings.Count);
                break;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                await Task.Delay(50, patience.Token);
            }
        }

        Assert.DoesNotContain(" ERR ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_answers_what_it_has_read_and_says_so()
    {
        await using var service = await EmbeddingProcess.Start().ServeAsync();
        using var stream = new StreamClient(service.Client);
        await stream.SendAsync("before", "a song");
        Assert.Equal("before", (await stream.ReceiveAsync())!.CorrelationId);
        await stream.SendAsync("while", Samples.Texts(200));
        var stopping = service.TerminateAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ReceiveAsync() is not null)
            {
            }
        });
        Assert.True(error.StatusCode == StatusCode.Unavailable, $"{error}");
        Assert.StartsWith("The embedding service is stopping. Everything that has been answered is done", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await stopping);
        Assert.DoesNotContain(" ERR ", service.Output, StringComparison.Ordinal);
        // Read or not, half an answer is none.
        Assert.All(stream.Answers, x => Assert.Equal(x.CorrelationId == "while" ? 200 : 1, x.Results.Count(y => y.Embedding is not null)));
    }

    [Fact]
    public async Task Wrong_limits_are_refused()
    {
        await using var service = EmbeddingProcess.Start(settings: [("Streaming__MaxTexts", "0"), ("Streaming__MaxTokens", "-1")]);
        Assert.Equal(2, await service.WaitForExitAsync());
        Assert.Contains("Streaming:MaxTexts is 0.", service.Output, StringComparison.Ordinal);
        Assert.Contains("Streaming:MaxTokens is -1.", service.Output, StringComparison.Ordinal);
    }
}
