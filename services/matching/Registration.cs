using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Matching.Backfills.Changes;
using Attune.Matching.Backfills.Kinds;
using Attune.Matching.Backfills;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Emotions;
using Attune.Matching.Evaluation.Gate;
using Attune.Matching.Evaluation.Runs;
using Attune.Matching.Evaluation.Scorers;
using Attune.Matching.Foreground;
using Attune.Matching.Genres;
using Attune.Matching.Inputs;
using Attune.Matching.Jobs.DeadLetters;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Jobs.Planning;
using Attune.Matching.Jobs.Store;
using Attune.Matching.Jobs.Work;
using Attune.Matching.Jobs;
using Attune.Matching.Matches;
using Attune.Matching.Profiles;
using Attune.Matching.Reranking;
using Attune.Matching.Retrieval;
using Attune.Matching.Roles;
using Attune.Matching.Shortlists;
using Attune.Messaging;
using Dapper;
using Microsoft.Extensions.Options;

namespace Attune.Matching;

/// <summary>What each capability needs.</summary>
internal static class Registration
{
    public static void AddCatalog(this IHostApplicationBuilder builder)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        builder.Services.AddSingleton<TrackStore>().AddSingleton<PlaylistStore>()
            // Behind the schema's migrator, which AddStorage has registered.
            .AddSingleton<IMigrator, TextRehash>().AddSingleton<IReadinessCheck, TextVersionCheck>();
    }

    public static void AddEmbeddings(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<EmbeddingOptions, EmbeddingOptionsValidator>("Embedding");
        builder.Services
            .AddServiceClient<EmbeddingService.EmbeddingServiceClient>(services => services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.Address, EmbeddingStream.Method)
            .AddSingleton<EmbeddingClient>().AddSingleton<IEmbedder>(services => services.GetRequiredService<EmbeddingClient>()).AddSingleton<BundleStore>().AddSingleton<BundleCache>()
            .AddSingleton<TrackSubject>().AddSingleton<PlaylistSubject>().AddSingleton<VectorComputer>()
            .AddSingleton<EmotionComputer>().AddSingleton<RerankScores>().AddSingleton(new GenreStore(GenreTaxonomy.Standard));
    }

    public static void AddBackfills(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<BackfillOptions, BackfillOptionsValidator>(BackfillOptions.Section);
        builder.Services
            .AddSingleton<BundleKind, TrackVectorKind>().AddSingleton<BundleKind, PlaylistVectorKind>().AddSingleton<BundleKind, EmotionKind>()
            .AddSingleton<BundleKind, GenreKind>().AddSingleton<BundleKind, ProfileKind>().AddSingleton<EmbeddingStream>()
            .AddSingleton(services => new BackfillKinds(services.GetServices<BundleKind>()))
            .AddSingleton<JobStore>().AddSingleton<FailureStore>().AddSingleton<KnownItems>().AddSingleton<DeadBatches>()
            .AddSingleton<ForegroundWatch>().AddSingleton(services => new ComputeSlots(services.GetRequiredService<ForegroundWatch>().AnyAsync, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<BackfillPlanner>().AddSingleton<BackfillReconciler>().AddSingleton<BackfillStarter>();
        if (role != ProcessRole.Worker)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<BackfillReconciler>());
            builder.AddOutbox(routes => routes.To<CatalogueChanged>(ChangeQueue.Changes), _ => TimeSpan.FromSeconds(1));
            builder.AddConsumer<CatalogueChanged, CatalogueChangeHandler>(ChangeQueue.Changes);
        }
        if (role != ProcessRole.Server) builder.AddConsumer<BackfillMessage, BackfillWorker>(BackfillQueue.Batches, (consumer, services) =>
        {
            var options = services.GetRequiredService<IOptions<BackfillOptions>>().Value;
            consumer.Concurrency = options.Concurrency;
            consumer.Prefetch = options.Prefetch == 0 ? 2 * options.Concurrency : options.Prefetch;
        });
    }

    public static void AddMatches(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<MatchOptions, MatchOptionsValidator>("Matching");
        builder.Services
            .AddSingleton<InputFiller>().AddSingleton<ProfileSource>().AddSingleton<PairScorer>().AddSingleton<StageOneSource>().AddSingleton<StageTwo>()
            .AddSingleton<WorkSlots>().AddSingleton<MatchMemory>().AddSingleton<CatalogStateReader>().AddSingleton<CheckedState>()
            .AddSingleton<ComputeBound>()
            .AddSingleton<MatchComputation>().AddSingleton<Matcher>()
            .AddSingleton<ForegroundCalls>().AddSingleton<QueryVectors>().AddSingleton<SubjectProfiles>().AddSingleton<TrackFinder>().AddSingleton<Explainer>().AddSingleton<ConfigStore>();
        if (role != ProcessRole.Worker) builder.Services.AddHostedService<AnswerRetention>().AddHostedService<ForegroundSignal>();
    }

    public static void AddRetrieval(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<RetrievalOptions, RetrievalOptionsValidator>("Retrieval");
        builder.Services.AddSingleton<VectorIndexes>().AddSingleton<TrackSearch>().AddSingleton<UnsearchableCount>();
        if (role != ProcessRole.Worker) builder.Services.AddHostedService<VectorIndexKeeper>();
    }

    public static void AddEvaluation(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<MatchingAdapter>().AddSingleton<Evaluator>().AddSingleton<ConfigGate>().AddSingleton<BundleGate>();
}
