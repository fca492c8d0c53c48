using Microsoft.Extensions.Options;

namespace Attune.Training;

internal sealed class TrainingOptionsValidator : IValidateOptions<TrainingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainingOptions options)
    {
        var errors = new List<string>();
        if (options.MinimumRows is < 10 or > 10_000) errors.Add($"Training:MinimumRows is {options.MinimumRows}; give 10 to 10,000.");
        if (options.MinimumAccuracy is not (>= 0 and <= 1))
            errors.Add($"Training:MinimumAccuracy is {options.MinimumAccuracy}; give a share from 0 to 1.");
        if (options.LossSignificance is not (> 0 and <= 0.5))
            errors.Add($"Training:LossSignificance is {options.LossSignificance}; give a probability above 0, at most 0.5.");
        if (options.Budget < TimeSpan.FromSeconds(1) || options.Budget > TimeSpan.FromHours(1))
            errors.Add($"Training:Budget is {options.Budget}; give 00:00:01 to 01:00:00.");
        if (options.PollInterval < TimeSpan.FromMilliseconds(100) || options.PollInterval > TimeSpan.FromHours(1))
            errors.Add($"Training:PollInterval is {options.PollInterval}; give 00:00:00.1 to 01:00:00.");
        if (options.Threads is < 0 or > 1_024) errors.Add($"Training:Threads is {options.Threads}; give 0 (one a core) to 1,024.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
