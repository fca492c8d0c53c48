using Microsoft.Extensions.Options;

namespace Attune.Embedding.Inference;

internal sealed class InferenceOptionsValidator : IValidateOptions<InferenceOptions>
{
    private const int MostThreads = 1_024, MostBatchTokens = 1 << 20;

    public ValidateOptionsResult Validate(string? name, InferenceOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Threads is < 0 or > MostThreads)
            result.AddError($"Inference:Threads is {options.Threads}. Set it to a number from 1 to {MostThreads}, or to 0 for one a core.");
        if (options.BatchTokens is < 1 or > MostBatchTokens)
            result.AddError($"Inference:BatchTokens is {options.BatchTokens}. Set it to a number from 1 to {MostBatchTokens}, such as 512.");
        return result.Build();
    }
}
