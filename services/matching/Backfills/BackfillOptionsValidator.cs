using Microsoft.Extensions.Options;

namespace Attune.Matching.Backfills;

internal sealed class BackfillOptionsValidator : IValidateOptions<BackfillOptions>
{
    public ValidateOptionsResult Validate(string? name, BackfillOptions options)
    {
        var errors = new List<string>();
        if (options.BatchSize is < 1 or > 1_000) errors.Add($"Backfill:BatchSize is {options.BatchSize}; give 1 to 1,000.");
        if (options.Concurrency is < 1 or > 64) errors.Add($"Backfill:Concurrency is {options.Concurrency}; give 1 to 64.");
        if (options.Prefetch < options.Concurrency || options.Prefetch > 1_024) errors.Add($"Backfill:Prefetch is {options.Prefetch}; give at least Backfill:Concurrency ({options.Concurrency}) and at most 1,024.");
        if (options.ReconcileInterval < TimeSpan.FromMilliseconds(100)) errors.Add($"Backfill:ReconcileInterval is {options.ReconcileInterval}; give at least 00:00:00.1.");
        if (options.RepublishAfter < TimeSpan.FromSeconds(1)) errors.Add($"Backfill:RepublishAfter is {options.RepublishAfter}; give at least 00:00:01.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
