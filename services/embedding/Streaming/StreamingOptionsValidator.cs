using Microsoft.Extensions.Options;

namespace Attune.Embedding.Streaming;

internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    private const int Most = 1 << 28;

    public ValidateOptionsResult Validate(string? name, StreamingOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.MaxTexts is < 1 or > Most)
            result.AddError($"Streaming:MaxTexts is {options.MaxTexts}. Set it to a number from 1 to {Most}, such as 2048.");
        if (options.MaxTokens is < 1 or > Most)
            result.AddError($"Streaming:MaxTokens is {options.MaxTokens}. Set it to a number from 1 to {Most}, such as 131072.");
        return result.Build();
    }
}
