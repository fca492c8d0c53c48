using Attune.Hosting;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Music.Backfills;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Evaluation.Gate;
using Attune.Matching.Music.Evaluation.Runs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;
using Attune.Matching.Music.Retrieval;
using Attune.Matching.Music.Shortlists;
using Attune.Messaging;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Attune.Matching.Music;

/// <summary>What each capability needs.</summary>
internal static class MusicRegistration
{
    /// <param name="builder">Of the process.</param>
    /// <param name="serves">Whether this process answers calls, and keeps house in the store.</param>
    public static void AddMusic(this IHostApplicationBuilder builder, bool serves)
    {
        builder.AddCatalog();
        builder.AddKinds(serves);
        builder.AddMatches(serves);
        builder.AddRetrieval(serves);
        builder.Services.AddSingleton<MatchingAdapter>().AddSingleton<Evaluator>().AddSingleton<ConfigGate>().AddSingleton<BundleGate>();
    }

    private static void AddCatalog(this IHostApplicationBuilder builder)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        builder.Services.AddSingleton<TrackStore>().AddSingleton<PlaylistStore>().AddSingleton<TrackSubject>()
            .AddSingleton<PlaylistSubject>()
            // Behind the schema's migrator, which AddStorage has registered.
            .AddSingleton<IMigrator, TextRehash>().AddSingleton<IReadinessCheck, TextVersionCheck>();
    }

    private static void AddKinds(this IHostApplicationBuilder builder, bool serves)
    {
        builder.Services
            .AddSingleton<BundleKind, TrackVectorKind>().AddSingleton<BundleKind, PlaylistVectorKind>()
            .AddSingleton<BundleKind, EmotionKind>()
            .AddSingleton<BundleKind, GenreKind>().AddSingleton<BundleKind, ProfileKind>()
            .AddSingleton<DeadChanges>()
            .AddSingleton(services => new BackfillKinds(services.GetServices<BundleKind>()));
        if (!serves) return;
        builder.AddOutbox(routes => routes.To<CatalogueChanged>(ChangeQueue.Changes), _ => TimeSpan.FromSeconds(1));
        builder.AddConsumer<CatalogueChanged, CatalogueChangeHandler>(ChangeQueue.Changes);
    }

    private static void AddMatches(this IHostApplicationBuilder builder, bool serves)
    {
        builder.AddValidatedOptions<MatchOptions, MatchOptionsValidator>("Matching");
        builder.Services
            .AddSingleton<ConfigStore>().AddSingleton(new GenreStore(GenreTaxonomy.Standard))
            .AddSingleton<InputFiller>().AddSingleton<ProfileSource>().AddSingleton<PairScorer>().AddSingleton<StageOneSource>()
            .AddSingleton<StageTwo>()
            .AddSingleton<WorkSlots>().AddSingleton<MatchMemory>().AddSingleton<CatalogStateReader>().AddSingleton<CheckedState>()
            .AddSingleton<ComputeBound>()
            .AddSingleton<MatchComputation>().AddSingleton<Matcher>()
            .AddSingleton<QueryVectors>().AddSingleton<SubjectProfiles>().AddSingleton<TrackFinder>().AddSingleton<Explainer>();
        if (serves) builder.Services.AddHostedService<AnswerRetention>();
    }

    private static void AddRetrieval(this IHostApplicationBuilder builder, bool serves)
    {
        builder.AddValidatedOptions<RetrievalOptions, RetrievalOptionsValidator>("Retrieval");
        builder.Services.AddSingleton<VectorIndexes>().AddSingleton<TrackSearch>().AddSingleton<UnsearchableCount>();
        if (serves) builder.Services.AddHostedService<VectorIndexKeeper>();
    }
}
