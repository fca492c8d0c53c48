using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Attune.Testing;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Embeddings;

public sealed class EmbeddingStreamTests : IDisposable
{
    private readonly CancellationTokenSource _patience = new(Eventually.Patience);
    private readonly int _port = FreePort.Next();
    private int _refused;

    public void Dispose() => _patience.Dispose();

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_stream_that_is_opened_while_the_service_is_away_leaves_nobody_waiting_once_it_is_back(bool triedAgainByTheChannel)
    {
        var options = Options.Create(new EmbeddingOptions { Address = $"http://127.0.0.1:{_port}" });
        using var channel = triedAgainByTheChannel ? GrpcChannels.Create(options.Value.Address) : GrpcChannels.Create(options.Value.Address, EmbeddingStream.Method);
        var client = new EmbeddingService.EmbeddingServiceClient(channel);
        await using var stream = new EmbeddingStream(client, options, TimeProvider.System);
        ModelKey model;
        await using (var service = await StartAsync())
        {
            model = await EventuallyAsync(async () => (await new EmbeddingClient(client, options, TimeProvider.System).GetBundleAsync(_patience.Token)).Embedder);
            await service.KillAsync();
        }

        for (var round = 0; round < 3; round++)
        {
            var before = Volatile.Read(ref _refused);
            // As many parts of a backfill ask at a time; each asks again until it has its answer, as a message that failed does.
            var all = Task.WhenAll(Enumerable.Range(0, 4)
                .Select(i => EventuallyAsync(async () => (await stream.EmbedAsync([$"song number {i}"], InputType.Document, model, _patience.Token))[0].Value!).WaitAsync(_patience.Token)));
            // The service comes back before the first attempt to open the stream has failed, or after one or two of them have. A channel that tries again by
            // itself tells nobody of it; starting takes long enough for it to fail a few times.
            var failed = triedAgainByTheChannel ? 0 : round;
            await Eventually.IsTrueAsync(() => Volatile.Read(ref _refused) - before >= failed, "the stream cannot be opened");
            await using var service = await StartAsync();
            foreach (var vector in await all) Assert.Equal(model.Dims, vector.Length);
            await service.KillAsync();
        }
    }

    private async Task<ServiceProcess> StartAsync()
    {
        var service = ServiceProcess.Start(ServiceProcess.Executable("embedding"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Server__Port"] = $"{_port}" });
        await service.WaitForPortAsync(_port);
        return service;
    }

    private async Task<T> EventuallyAsync<T>(Func<Task<T>> askAsync)
    {
        while (true)
        {
            try
            {
                return await askAsync();
            }
            catch (DependencyUnavailableException)
            {
                Interlocked.Increment(ref _refused);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _patience.Token);
            }
        }
    }
}
