using Microsoft.Extensions.Options;

namespace Attune.Matching.Jobs.Settings;

internal sealed class BackfillOptionsValidator : IValidateOptions<BackfillOptions>
{
    private const int MostConcurrency = 64, MostPrefetch = 1_024;

    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(25);

    public ValidateOptionsResult Validate(string? name, BackfillOptions options)
    {
        var errors = new List<string>();
        if (options.BatchSize is < 1 or > 1_000) errors.Add($"Backfill:BatchSize is {options.BatchSize}; give 1 to 1,000.");
        if (options.Concurrency is < 1 or > MostConcurrency)
            errors.Add($"Backfill:Concurrency is {options.Concurrency}; give 1 to {MostConcurrency}.");
        if (options.Prefetch != 0 && (options.Prefetch < options.Concurrency || options.Prefetch > MostPrefetch))
            errors.Add($"Backfill:Prefetch is {options.Prefetch}; give at least Backfill:Concurrency ({options.Concurrency}) and at " +
                $"most {MostPrefetch:N0}, or 0 for twice that.");
        if (options.Ahead is < 1 or > 100_000) errors.Add($"Backfill:Ahead is {options.Ahead}; give 1 to 100,000.");
        if (options.ReconcileInterval < TimeSpan.FromMilliseconds(100))
            errors.Add($"Backfill:ReconcileInterval is {options.ReconcileInterval}; give at least 00:00:00.1.");
        if (options.RepublishAfter < TimeSpan.FromSeconds(1))
            errors.Add($"Backfill:RepublishAfter is {options.RepublishAfter}; give at least 00:00:01.");
        if (options.HoldLimit < TimeSpan.FromSeconds(1) || options.HoldLimit > LongestHold)
            errors.Add($"Backfill:HoldLimit is {options.HoldLimit}; give 00:00:01 to {LongestHold}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
