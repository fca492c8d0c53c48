using Microsoft.Extensions.Options;

namespace Attune.Matching.Matches;

internal sealed class MatchOptionsValidator : IValidateOptions<MatchOptions>
{
    // Each holds up to three of the hundred connections of the pool.
    private const int Most = 16;

    public ValidateOptionsResult Validate(string? name, MatchOptions options) => options.Concurrency is >= 1 and <= Most
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Matching:Concurrency is {options.Concurrency}; it must be 1 to {Most}, such as 2.");
}
