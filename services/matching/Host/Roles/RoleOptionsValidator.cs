using Microsoft.Extensions.Options;

namespace Attune.Matching.Host.Roles;

internal sealed class RoleOptionsValidator : IValidateOptions<RoleOptions>
{
    public ValidateOptionsResult Validate(string? name, RoleOptions options) => Enum.IsDefined(options.Role)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Matching:Role is {options.Role}; give all, server or worker.");
}
