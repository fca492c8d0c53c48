using System.Collections.Concurrent;
using Attune.Contracts.Matching.V1;
using Attune.Hosting;
using Attune.Matching.Models.Calls;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Reranking;
using Attune.Matching.Models.Serving;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Shortlists;
using Attune.Testing;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Matching.Integration;

/// <summary>
/// The parts of matching inside this process, so that their SQL can be counted, over a real database of its own and a real
/// embedding service. Each test class has one; see also <see cref="ServedMatchingFixture"/>.
/// </summary>
public class MatchingFixture : IAsyncLifetime
{
    private readonly string[] _services;
    private GrpcChannel? _channel;
    private readonly WorkSlots _slots = new(Options.Create(new MatchOptions()));
    private readonly MatchOptions _options = new();
    private readonly MatchMemory _memory = new(Options.Create(new MatchOptions()));
    private readonly ConcurrentBag<MatchMemory> _memories = [];
    private BundleCache? _bundles;
    private MatchComputation _computation = null!;

    public MatchingFixture()
        : this([])
    {
    }

    /// <param name="services">Those that run as processes beside it; without an embedding service among them, one is shared.</param>
    protected MatchingFixture(string[] services) => _services = services;

    public AttuneSystem System { get; private set; } = null!;
    internal NpgsqlDataSource Database { get; private set; } = null!;
    internal TrackStore Tracks { get; private set; } = null!;
    internal PlaylistStore Playlists { get; private set; } = null!;
    internal EmbeddingClient Embedder { get; private set; } = null!;
    internal Matcher Matcher { get; private set; } = null!;
    internal MatchingAdapter Adapter { get; private set; } = null!;
    internal BundleCache Bundles => _bundles!;

    /// <summary>How many outputs of a model a match of this fixture computes on the way.</summary>
    public int ComputeAtMost
    {
        get => _options.ComputeAtMost;
        set => _options.ComputeAtMost = value;
    }

    public async Task InitializeAsync()
    {
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        System = new AttuneSystem { Services = _services, Schemas = ["matching"], Embedding = _services.Contains("embedding") ? null : await TakeEmbeddingAsync() };
        await System.InitializeAsync();
        Database = System.Postgres.Open("matching");
        _channel = GrpcChannels.Create(System.AddressOf("embedding"));
        var options = Options.Create(new EmbeddingOptions { Address = System.AddressOf("embedding"), BundleRefresh = TimeSpan.FromHours(1) });
        Embedder = new EmbeddingClient(new(_channel), options, TimeProvider.System);
        _bundles = new BundleCache(Embedder, new BundleStore(Database), options, TimeProvider.System, NullLogger<BundleCache>.Instance);
        Tracks = new TrackStore(Database);
        Playlists = new PlaylistStore(Database);
        var filler = new InputFiller(Database, new VectorComputer(Embedder), new EmotionComputer(Embedder), new TrackSubject(), new PlaylistSubject());
        var (profiles, scorer, second) = (new ProfileSource(Database, filler), new PairScorer(filler), new StageTwo(Database, new RerankScores(Embedder)));
        Adapter = new MatchingAdapter(filler, second);
        _computation = new MatchComputation(Database, new CheckedState(new CatalogStateReader(_memory)), new ComputeBound(Options.Create(_options)), profiles, new StageOneSource(Database, scorer, TimeProvider.System), second);
        Matcher = AnotherMatcher();
    }

    public async Task DisposeAsync()
    {
        _slots.Dispose();
        _memory.Dispose();
        foreach (var memory in _memories) memory.Dispose();
        _bundles?.Dispose();
        _channel?.Dispose();
        if (Database is not null) await Database.DisposeAsync();
        if (System is null) return;
        await System.DisposeAsync();
        if (System.Embedding is not null) await ReturnEmbeddingAsync();
    }

    /// <summary>The address of an embedding service that is not part of the system.</summary>
    protected virtual Task<string> TakeEmbeddingAsync() => SharedEmbedding.TakeAsync();

    protected virtual Task ReturnEmbeddingAsync() => SharedEmbedding.ReturnAsync();

    /// <summary>As in a process of its own: it shares the store with the others, and nothing that it is working on.</summary>
    internal Matcher AnotherMatcher()
    {
        var memory = new MatchMemory(Options.Create(new MatchOptions()));
        _memories.Add(memory);
        return new(Database, Bundles, new CheckedState(new CatalogStateReader(memory)), memory, _computation, _slots);
    }

    /// <summary>How many pairs a match of this fixture has reranked.</summary>
    public int RerankAtMost
    {
        get => _options.RerankAtMost;
        set => _options.RerankAtMost = value;
    }

    internal Task<MatchOutcome> MatchAsync(MatchRequest request) => Matcher.MatchAsync(MatchRules.Check(request), CancellationToken.None);

    internal async Task<MatchConfig> PutConfigAsync(string name, Dictionary<string, double> weights, int rerankTop, double rerankWeight = 0.3)
    {
        var config = MatchConfig.Of(weights, MatchSettings.Default with { RerankTop = rerankTop, RerankWeight = rerankWeight });
        await new ConfigStore(Database).PutAsync(name, config, CancellationToken.None);
        return config;
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Different enough in words to have different vectors.</summary>
    internal static Track[] SomeTracks(string prefix) =>
    [
        Given.Track($"{prefix}-1", "Feeling Good", "triumphant", "vocal jazz"),
        Given.Track($"{prefix}-2", "Master of Puppets", "aggressive", "thrash metal"),
        Given.Track($"{prefix}-3", "Dancing Queen", "joyful", "disco"),
        Given.Track($"{prefix}-4", "So What", "cool", "modal jazz"),
        Given.Track($"{prefix}-5", "Paranoid", "dark", "heavy metal"),
    ];
}
