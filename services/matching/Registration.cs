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

    public static void AddBackfills(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<BackfillOptions, BackfillOptionsValidator>("Backfill");
        builder.Services
            .AddSingleton<BackfillSubjects>().AddSingleton<BackfillStore>().AddSingleton<BackfillPlanner>().AddSingleton<BackfillReconciler>()
            .AddHostedService(services => services.GetRequiredService<BackfillReconciler>());
        builder.AddConsumer<BackfillMessage, BackfillWorker>(BackfillQueue.Batches, consumer =>
        {
            var options = builder.Configuration.GetSection("Backfill").Get<BackfillOptions>() ?? new BackfillOptions();
            consumer.Concurrency = options.Concurrency;
            consumer.Prefetch = (ushort)(options.Concurrency * 2);
        });
    }

    public static void AddMatches(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<MatchOptions, MatchOptionsValidator>("Matching");
        builder.Services
            .AddSingleton<InputFiller>().AddSingleton<ProfileSource>().AddSingleton<PairScorer>().AddSingleton<StageOneSource>().AddSingleton<StageTwo>()
            .AddSingleton<WorkSlots>().AddSingleton<MatchComputation>().AddSingleton<Matcher>().AddHostedService<AnswerRetention>()
            .AddSingleton<QueryVectors>().AddSingleton<SubjectProfiles>().AddSingleton<TrackFinder>().AddSingleton<Explainer>().AddSingleton<ConfigStore>();
    }

    public static void AddRetrieval(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<RetrievalOptions, RetrievalOptionsValidator>("Retrieval");
        builder.Services.AddSingleton<VectorIndexes>().AddSingleton<TrackSearch>().AddHostedService<VectorIndexKeeper>();
    }

    public static void AddEvaluation(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<MatchingAdapter>().AddSingleton<Evaluator>().AddSingleton<ConfigGate>().AddSingleton<BundleGate>();
}
