using Attune.Hosting;
using Attune.Matching.Jobs.DeadLetters;
using Attune.Matching.Jobs.Planning;
using Attune.Matching.Jobs.Settings;
using Attune.Matching.Jobs.Store;
using Attune.Matching.Jobs.Work;
using Attune.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Jobs;

internal static class JobsRegistration
{
    /// <summary>The engine of backfills. The kinds that it works on, and <see cref="ComputeSlots"/>, come from who knows them.</summary>
    /// <param name="builder">Of the process.</param>
    /// <param name="plans">Whether this process plans.</param>
    /// <param name="works">Whether this process works on batches.</param>
    public static void AddJobs(this IHostApplicationBuilder builder, bool plans, bool works)
    {
        builder.AddValidatedOptions<BackfillOptions, BackfillOptionsValidator>(BackfillOptions.Section);
        builder.Services
            .AddSingleton<JobStore>().AddSingleton<FailureStore>().AddSingleton<KnownItems>().AddSingleton<DeadBatches>()
            .AddSingleton<BackfillPlanner>().AddSingleton<BackfillReconciler>().AddSingleton<BackfillStarter>();
        if (plans) builder.Services.AddHostedService(services => services.GetRequiredService<BackfillReconciler>());
        if (!works) return;
        builder.AddConsumer<BackfillMessage, BackfillWorker>(BackfillQueue.Batches, (consumer, services) =>
        {
            var options = services.GetRequiredService<IOptions<BackfillOptions>>().Value;
            consumer.Concurrency = options.Concurrency;
            consumer.Prefetch = options.Prefetch == 0 ? 2 * options.Concurrency : options.Prefetch;
        });
    }
}
