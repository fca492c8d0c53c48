using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Embedding.Inference;
using Attune.Hosting.Errors;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Finds everything that is wrong with a request; its texts are tokenised on the way, for their length is one of the things.</summary>
internal static class EmbedRequestCheck
{
    public const int MostTexts = 256;

    public static List<FieldViolation> TokenizeAndCheck(V1.EmbedRequest request, Encoder encoder, TokenizedTexts texts)
    {
        var violations = new List<FieldViolation>();
        if (request.Texts.Count == 0)
            violations.Add(new("texts", $"is empty; send 1 to {MostTexts} texts"));
        if (request.Texts.Count > MostTexts)
            violations.Add(new("texts", $"has {request.Texts.Count} texts; send at most {MostTexts} in one call"));
        if (request.InputType is not (V1.InputType.Query or V1.InputType.Document))
            violations.Add(new("input_type", $"is {(int)request.InputType}; set it to INPUT_TYPE_QUERY or INPUT_TYPE_DOCUMENT"));
        if (request.Model.Length > 0 && request.Model != encoder.Manifest.Name)
            violations.Add(new("model", $"'{request.Model}' is not served here; leave it empty or set it to '{encoder.Manifest.Name}'"));

        var role = request.InputType == V1.InputType.Query ? TextRole.Query : TextRole.Document;
        for (int i = 0; i < request.Texts.Count; i++)
        {
            if (Check(request.Texts[i], role, request.Truncate, encoder, texts) is { } problem)
                violations.Add(new($"texts[{i}]", problem));
        }

        return violations;
    }

    private static string? Check(string text, TextRole role, bool truncate, Encoder encoder, TokenizedTexts texts)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "is blank";

        var count = encoder.Tokenize(text, role, truncate, texts);
        if (count.Total == encoder.SpecialTokens)
            return "is blank once control and formatting characters are left out";
        return !truncate && count.Total > encoder.Manifest.MaxTokens
            ? $"has {count.Total} tokens; the limit of '{encoder.Manifest.Name}' is {encoder.Manifest.MaxTokens} (shorten it, or set truncate)"
            : null;
    }
}
