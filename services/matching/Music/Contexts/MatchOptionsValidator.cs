using Microsoft.Extensions.Options;

namespace Attune.Matching.Music.Contexts;

internal sealed class MatchOptionsValidator : IValidateOptions<MatchOptions>
{
    // Each holds up to three of the hundred connections of the pool.
    private const int Most = 16;

    private const int MostComputed = 10_000_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, MatchOptions options)
    {
        var errors = new List<string>();
        if (options.Concurrency is < 1 or > Most)
            errors.Add($"Matching:Concurrency is {options.Concurrency}; it must be 1 to {Most}, such as 2.");
        if (options.ComputeAtMost is < 0 or > MostComputed)
            errors.Add($"Matching:ComputeAtMost is {options.ComputeAtMost}; it must be 0 to {MostComputed:N0}, such as 1000.");
        if (options.RerankAtMost is < 1 or > MostComputed)
            errors.Add($"Matching:RerankAtMost is {options.RerankAtMost}; it must be 1 to {MostComputed:N0}, such as 20000.");
        if (options.KeepAnswers < Shortest)
            errors.Add($"Matching:KeepAnswers is {options.KeepAnswers}; it must be at least an hour, such as 30.00:00:00.");
        if (options.MemoryRows is < 1 or > 100_000_000)
            errors.Add($"Matching:MemoryRows is {options.MemoryRows}; it must be 1 to 100,000,000, such as 100000.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
