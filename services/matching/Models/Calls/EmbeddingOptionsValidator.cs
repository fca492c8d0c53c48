using Microsoft.Extensions.Options;

namespace Attune.Matching.Models.Calls;

internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            errors.Add($"Embedding:Address is '{options.Address}'; give the embedding service's address, such as http://127.0.0.1:7401.");
        if (options.BundleRefresh <= TimeSpan.Zero)
            errors.Add($"Embedding:BundleRefresh is {options.BundleRefresh}; it must be positive, such as 00:00:05.");
        if (options.Timeout <= TimeSpan.Zero) errors.Add($"Embedding:Timeout is {options.Timeout}; it must be positive, such as 00:00:30.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
