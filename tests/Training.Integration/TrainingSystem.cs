using System.Collections.Concurrent;
using Attune.Contracts.Training.V1;
using Attune.Testing;
using Attune.Training.Data;
using Attune.Training.Features;
using Google.Protobuf.WellKnownTypes;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Npgsql;

namespace Attune.Training.Integration;

/// <summary>Replicas of the real service as processes of their own, over a database and queues of their own.</summary>
public sealed class TrainingSystem : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Replica> _replicas = new();

    public TestPostgres Postgres { get; } = new() { Schemas = ["training"] };
    public TestRabbitMq Broker { get; } = new();
    public NpgsqlDataSource Database { get; private set; } = null!;

    public static async Task<TrainingSystem> StartAsync(int replicas = 1, params (string Name, string Value)[] settings)
    {
        var system = new TrainingSystem();
        await Task.WhenAll(system.Postgres.InitializeAsync(), system.Broker.InitializeAsync());
        system.Broker.QueueName("training.retrain");
        await system.Broker.SubscribeAsync("tier-model-promoted");
        system.Database = system.Postgres.Open("training");
        for (var i = 0; i < replicas; i++) await system.StartReplicaAsync(i, settings);
        return system;
    }

    public TrainingService.TrainingServiceClient Client(int replica = 0) => new(_replicas[replica].Channel);

    public string Log(int replica = 0) => _replicas[replica].Process.Log;

    public async Task StartReplicaAsync(int number, params (string Name, string Value)[] settings)
    {
        await OpenReplicaAsync(number, settings);
        var health = new Health.HealthClient(_replicas[number].Channel);
        await Eventually.IsTrueAsync(
            async () => (await health.CheckAsync(new HealthCheckRequest())).Status == HealthCheckResponse.Types.ServingStatus.Serving, () => $"training serves. Its log:\n{Log(number)}");
    }

    /// <summary>Until it listens, whether it is ready or not.</summary>
    public async Task OpenReplicaAsync(int number, params (string Name, string Value)[] settings)
    {
        var port = FreePort.Next();
        var process = ServiceProcess.Start(ServiceProcess.Executable("training"), Environment(port, settings));
        await process.WaitForPortAsync(port);
        _replicas[number] = new(process, GrpcChannel.ForAddress($"http://127.0.0.1:{port}"));
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(int number = 0)
    {
        _replicas.Remove(number, out var replica);
        await replica!.Process.KillAsync();
        replica.Channel.Dispose();
        await replica.Process.DisposeAsync();
    }

    internal async Task<ImportVideosResponse> ImportAsync(IEnumerable<ScrapedVideo> videos)
    {
        using var call = Client().ImportVideos();
        var number = 0;
        foreach (var chunk in videos.Chunk(500))
            await call.RequestStream.WriteAsync(new ImportVideosRequest { Rows = { chunk.Select(video => new VideoRow { Number = ++number, Video = Message(video) }) } });
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>To the end of the run.</summary>
    public async Task<Run> RetrainAsync(RetrainRequest? request = null, int replica = 0)
    {
        using var call = Client(replica).Retrain(request ?? new());
        Run? last = null;
        while (await call.ResponseStream.MoveNext(CancellationToken.None)) last = call.ResponseStream.Current.Run;
        return last!;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas.Values)
        {
            replica.Channel.Dispose();
            await replica.Process.DisposeAsync();
        }
        await Database.DisposeAsync();
        await Broker.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    internal static Video Message(ScrapedVideo video)
    {
        var metrics = video.Metrics;
        var message = new Video
        {
            Id = video.Id, SoundName = metrics.SoundName, SoundAuthor = metrics.SoundAuthor, Author = metrics.Author, AuthorHandle = metrics.AuthorHandle,
            Description = metrics.Description,
        };
        if (metrics.SoundIsOriginal is { } original) message.SoundIsOriginal = original;
        if (metrics.Views is { } views) message.Views = views;
        if (metrics.Likes is { } likes) message.Likes = likes;
        if (metrics.Shares is { } shares) message.Shares = shares;
        if (metrics.Comments is { } comments) message.Comments = comments;
        if (metrics.Followers is { } followers) message.Followers = followers;
        if (metrics.DurationSeconds is { } seconds) message.DurationSeconds = seconds;
        if (metrics.CreatedAt is { } at) message.CreatedAt = Timestamp.FromDateTimeOffset(at);
        message.Hashtags.Add(Enumerable.Range(0, metrics.HashtagCount).Select(i => $"tag{i}"));
        return message;
    }

    private Dictionary<string, string?> Environment(int port, (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Server__Port"] = $"{port}", ["Storage__ConnectionString"] = Postgres.ConnectionString, ["Messaging__Uri"] = Broker.Uri, ["Messaging__Prefix"] = Broker.Prefix,
        };
        foreach (var (name, value) in settings) environment[name] = value;
        return environment;
    }

    private sealed record Replica(ServiceProcess Process, GrpcChannel Channel);
}
