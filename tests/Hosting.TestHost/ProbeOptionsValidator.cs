using Microsoft.Extensions.Options;

namespace Attune.Hosting.TestHost;

internal sealed class ProbeOptionsValidator : IValidateOptions<ProbeOptions>
{
    public ValidateOptionsResult Validate(string? name, ProbeOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Level is < 1 or > 10) result.AddError($"Probe:Level is {options.Level}. Set it to 1 to 10.");
        if (options.Name.Length == 0) result.AddError("Probe:Name is empty. Set it to any text.");
        return result.Build();
    }
}
