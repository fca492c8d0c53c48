using Attune.Hosting;
using Attune.Matching.Backfills;
using Attune.Matching.Catalog;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;
using Attune.Matching.Embeddings;
using Attune.Matching.Emotions;
using Attune.Matching.Genres;
using Attune.Matching.Inputs;
using Attune.Matching.Evaluation.Gate;
using Attune.Matching.Evaluation.Runs;
using Attune.Matching.Evaluation.Scorers;
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
            .AddSingleton(services => GrpcChannels.Create(services.GetRequiredService<IOptions<EmbeddingOptions>>().Value.Address))
            .AddSingleton<EmbeddingClient>().AddSingleton<BundleStore>().AddSingleton<BundleCache>()
            .AddSingleton<TrackSubject>().AddSingleton<PlaylistSubject>().AddSingleton<VectorComputer>()
            .AddSingleton<EmotionComputer>().AddSingleton<RerankScores>().AddSingleton(new GenreStore(GenreTaxonomy.Standard));
    }

    public static void AddBackfills(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<BackfillOptions, BackfillOptionsValidator>("Backfill");
        builder.Services.AddSingleton<BackfillSubjects>().AddSingleton<BackfillStore>().AddSingleton<BackfillPlanner>().AddSingleton<BackfillReconciler>();
        if (role != ProcessRole.Worker) builder.Services.AddHostedService(services => services.GetRequiredService<BackfillReconciler>());
        if (role == ProcessRole.Server) return;
        builder.AddConsumer<BackfillMessage, BackfillWorker>(BackfillQueue.Batches, consumer =>
        {
            var options = builder.Configuration.GetSection("Backfill").Get<BackfillOptions>() ?? new BackfillOptions();
            // What is out of range is said with everything else that is wrong, before the first message.
            consumer.Concurrency = Math.Clamp(options.Concurrency, 1, 64);
            consumer.Prefetch = Math.Clamp(options.Prefetch, consumer.Concurrency, 1_024);
        });
    }

    public static void AddMatches(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<MatchOptions, MatchOptionsValidator>("Matching");
        builder.Services
            .AddSingleton<InputFiller>().AddSingleton<ProfileSource>().AddSingleton<PairScorer>().AddSingleton<StageOneSource>().AddSingleton<StageTwo>()
            .AddSingleton<WorkSlots>().AddSingleton<MatchComputation>().AddSingleton<Matcher>()
            .AddSingleton<QueryVectors>().AddSingleton<SubjectProfiles>().AddSingleton<TrackFinder>().AddSingleton<Explainer>().AddSingleton<ConfigStore>();
        if (role != ProcessRole.Worker) builder.Services.AddHostedService<AnswerRetention>();
    }

    public static void AddRetrieval(this IHostApplicationBuilder builder, ProcessRole role)
    {
        builder.AddValidatedOptions<RetrievalOptions, RetrievalOptionsValidator>("Retrieval");
        builder.Services.AddSingleton<VectorIndexes>().AddSingleton<TrackSearch>();
        if (role != ProcessRole.Worker) builder.Services.AddHostedService<VectorIndexKeeper>();
    }

    public static void AddEvaluation(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<MatchingAdapter>().AddSingleton<Evaluator>().AddSingleton<ConfigGate>().AddSingleton<BundleGate>();
}
