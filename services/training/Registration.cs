using Attune.Hosting;
using Attune.Messaging;
using Attune.Training.Data;
using Attune.Training.Events;
using Attune.Training.Registry;
using Attune.Training.Runs;
using Dapper;
using Microsoft.Extensions.Options;

namespace Attune.Training;

/// <summary>What each capability needs.</summary>
internal static class Registration
{
    public static void AddTraining(this IHostApplicationBuilder builder)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        builder.AddValidatedOptions<TrainingOptions, TrainingOptionsValidator>("Training");
        builder.Services
            .AddSingleton<VideoStore>().AddSingleton<RunStore>().AddSingleton<TrainingRunner>().AddSingleton<RunCoordinator>()
            .AddHostedService(services => services.GetRequiredService<RunCoordinator>());
    }

    public static void AddRegistry(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<ModelRegistry>().AddSingleton<ServingModelCache>().AddHostedService<ServingModelWatcher>();

    public static void AddEvents(this IHostApplicationBuilder builder)
    {
        builder.AddOutbox(
            routes => routes.To<TierModelPromoted>(TrainingTopics.Promoted),
            services => services.GetRequiredService<IOptions<TrainingOptions>>().Value.PollInterval);
        builder.AddConsumer<RetrainRequested, RetrainHandler>(TrainingQueues.Retrain);
    }
}
