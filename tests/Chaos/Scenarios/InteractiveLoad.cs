using System.Collections.Concurrent;
using System.Diagnostics;
using Attune.Contracts.Embedding.V1;
using Attune.Contracts.Matching.V1;
using Attune.Contracts.Training.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Attune.Chaos.Scenarios;

/// <summary>What users do, through the gateway: repeated matches, new searches, reads, embeddings, and looking at training.</summary>
internal sealed class InteractiveLoad : IDisposable
{
    // There is one of each service, so that calls wait through its restart: half a minute, also on a machine that is busy.
    private const int Attempts = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly GrpcChannel _channel;
    private readonly (string Name, Func<int, CancellationToken, Task> Call)[] _calls;
    private readonly Lock _gate = new();
    private long _count;

    public InteractiveLoad(string gateway)
    {
        _channel = GrpcChannel.ForAddress(gateway, new GrpcChannelOptions
        {
            MaxRetryAttempts = Attempts,
            ServiceConfig = new ServiceConfig
            {
                MethodConfigs =
                {
                    new MethodConfig
                    {
                        Names = { MethodName.Default },
                        RetryPolicy = new RetryPolicy
                        {
                            MaxAttempts = Attempts,
                            InitialBackoff = TimeSpan.FromSeconds(0.1),
                            MaxBackoff = TimeSpan.FromSeconds(1),
                            BackoffMultiplier = 1.6,
                            RetryableStatusCodes = { StatusCode.Unavailable },
                        },
                    },
                },
            },
        });
        var matching = new MatchingService.MatchingServiceClient(_channel);
        var catalogue = new CatalogService.CatalogServiceClient(_channel);
        var embedding = new EmbeddingService.EmbeddingServiceClient(_channel);
        var training = new TrainingService.TrainingServiceClient(_channel);
        _calls =
        [
            ("Match", async (_, cancel) => await matching.MatchAsync(new MatchRequest(), cancellationToken: cancel)),
            ("FindTracks", async (number, cancel) => await matching.FindTracksAsync(new FindTracksRequest { Text = $"quiet evening number {number}" }, cancellationToken: cancel)),
            ("ListTracks", async (_, cancel) => await catalogue.ListTracksAsync(new ListTracksRequest { PageSize = 20 }, cancellationToken: cancel)),
            ("Embed", async (number, cancel) => await embedding.EmbedAsync(new EmbedRequest { Texts = { $"text number {number}" }, InputType = InputType.Query }, cancellationToken: cancel)),
            ("GetStatus", async (_, cancel) => await training.GetStatusAsync(new GetStatusRequest(), cancellationToken: cancel)),
        ];
    }

    public long Calls => Interlocked.Read(ref _count);

    public ConcurrentBag<string> Failures { get; } = [];

    public TimeSpan Longest { get; private set; }

    /// <summary>One call of each kind, before anything is disturbed.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, call) in _calls)
            await call(0, cancellationToken);
    }

    /// <summary>Until it is cancelled; calls that have begun are finished.</summary>
    public Task RunAsync(int callers, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
    {
        for (var number = caller; !stop.IsCancellationRequested; number += callers)
        {
            await CallAsync(number);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }));

    public void Dispose() => _channel.Dispose();

    private async Task CallAsync(int number)
    {
        var (name, call) = _calls[number % _calls.Length];
        var started = Stopwatch.GetTimestamp();
        try
        {
            await call(number, CancellationToken.None);
        }
        catch (RpcException exception)
        {
            Failures.Add($"{name}: {exception.StatusCode}, {exception.Status.Detail}");
        }

        Interlocked.Increment(ref _count);
        lock (_gate)
            Longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
    }
}
