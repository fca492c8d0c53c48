using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Retrieval;

internal sealed class RetrievalOptionsValidator : IValidateOptions<RetrievalOptions>
{
    public ValidateOptionsResult Validate(string? name, RetrievalOptions options)
    {
        var errors = new List<string>();
        if (options.M is < 2 or > 100) errors.Add($"Retrieval:M is {options.M}; give 2 to 100.");
        else if (options.EfConstruction < 2 * options.M || options.EfConstruction > 1_000)
            errors.Add($"Retrieval:EfConstruction is {options.EfConstruction}; give {2 * options.M} (twice Retrieval:M) to 1,000.");
        if (options.EfSearch is < 1 or > NearestQuery.LargestEfSearch)
            errors.Add($"Retrieval:EfSearch is {options.EfSearch}; give 1 to {NearestQuery.LargestEfSearch:N0}.");
        if (!Enum.IsDefined(options.IterativeScan))
            errors.Add($"Retrieval:IterativeScan is {options.IterativeScan}; give Off, StrictOrder or RelaxedOrder.");
        if (options.MaxScanTuples < 1) errors.Add($"Retrieval:MaxScanTuples is {options.MaxScanTuples}; give at least 1, such as 20000.");
        if (options.MinRows < 1) errors.Add($"Retrieval:MinRows is {options.MinRows}; give at least 1, such as 1000.");
        if (options.MaintenanceMegabytes is < 1 or > 2_000_000)
            errors.Add($"Retrieval:MaintenanceMegabytes is {options.MaintenanceMegabytes}; give 1 to 2,000,000, such as 512.");
        if (options.CheckInterval < TimeSpan.FromMilliseconds(10))
            errors.Add($"Retrieval:CheckInterval is {options.CheckInterval}; give at least 00:00:00.01, such as 00:01:00.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
