using Attune.Hosting;

namespace Attune.Embedding.Scheduling;

internal static class SchedulingExtensions
{
    public static void AddScheduling(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SchedulingOptions, SchedulingOptionsValidator>("Scheduling");
        builder.Services.AddSingleton<SchedulingMetrics>();
    }
}
