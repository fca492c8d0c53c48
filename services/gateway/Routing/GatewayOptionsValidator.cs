using Microsoft.Extensions.Options;

namespace Attune.Gateway.Routing;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var backend in Backend.All(options))
        {
            var key = $"Gateway:{backend.Section}:Address";
            if (string.IsNullOrWhiteSpace(backend.Address))
                result.AddError(
                    $"{key} is not set. Set it to where {backend.Name} listens, e.g. http://127.0.0.1:7401 (environment variable " +
                    $"Gateway__{backend.Section}__Address).");
            else if (!Uri.TryCreate(backend.Address, UriKind.Absolute, out var uri)
                || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
                result.AddError($"{key} '{backend.Address}' is not an address. Write http://host:port or https://host:port.");
            else if (uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
                result.AddError($"{key} holds more than a host and a port. Write {uri.Scheme}://{uri.Authority}.");
        }
        return result.Build();
    }
}
