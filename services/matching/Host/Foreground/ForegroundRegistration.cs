using Attune.Matching.Jobs.Work;

namespace Attune.Matching.Host.Foreground;

internal static class ForegroundRegistration
{
    /// <summary>Lets backfills step back while somebody waits for answers.</summary>
    /// <param name="builder">Of the process.</param>
    /// <param name="serves">Whether this process answers calls.</param>
    public static void AddForeground(this IHostApplicationBuilder builder, bool serves)
    {
        builder.Services.AddSingleton<ForegroundCalls>().AddSingleton<ForegroundWatch>()
            .AddSingleton(
                services => new ComputeSlots(
                    services.GetRequiredService<ForegroundWatch>().AnyAsync, services.GetRequiredService<TimeProvider>()));
        if (serves) builder.Services.AddHostedService<ForegroundSignal>();
    }
}
