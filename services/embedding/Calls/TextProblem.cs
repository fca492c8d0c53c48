using Attune.Embedding.Models;
using Attune.Tokenizers;
using Grpc.Core;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>What can be wrong with a text.</summary>
internal static class TextProblem
{
    public const string Blank = "is blank", BlankInEffect = "is blank once control and formatting characters are left out";

    /// <summary>What is wrong with the text as it came; null where nothing is.</summary>
    public static string? Of(string text) => string.IsNullOrWhiteSpace(text) ? Blank : TextSize.Problem(text);

    /// <summary>What the text was, once it is tokenised; null where nothing is wrong.</summary>
    /// <param name="count">What it became.</param>
    /// <param name="frame">Tokens that an empty text becomes.</param>
    /// <param name="truncate">What is too long is cut.</param>
    public static string? Of(string text, TokenCount count, int frame, bool truncate, Model model, CancellationToken cancellationToken)
    {
        // A short text may be one with the end of a template, so the number alone proves nothing.
        if (count.Total <= frame && model.IsEmpty(text, cancellationToken))
            return BlankInEffect;
        // Where nothing leaves room for a text, no text is to blame.
        return !truncate && count.Total > model.MaxTokens && frame < model.MaxTokens
            ? $"has {count.Total} tokens; the limit of '{model.Manifest.Name}' is {model.MaxTokens} (shorten it, or set truncate)"
            : null;
    }

    public static string Infinite(string model) =>
        $"makes '{model}' give NaN or an infinity, however often it is sent: leave it out, or change it";

    /// <summary>In the place of a result.</summary>
    /// <param name="field">The field of the request that has the texts.</param>
    public static V1.TextError ToError(string field, int place, string problem) =>
        new() { Code = (int)StatusCode.InvalidArgument, Message = $"{field}[{place}] {problem}" };
}
