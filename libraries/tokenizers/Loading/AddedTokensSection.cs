using Attune.Tokenizers.AddedTokens;

namespace Attune.Tokenizers.Loading;

internal static class AddedTokensSection
{
    public static List<AddedToken> Read(IEnumerable<JsonSection> sections, LoadedModel model)
    {
        var tokens = new List<AddedToken>();
        var next = model.Size;
        foreach (var section in sections)
        {
            var token = Read(section);
            RequireId(section, token, model, ref next);
            tokens.Add(token);
            section.End();
        }

        return tokens;
    }

    private static AddedToken Read(JsonSection section)
    {
        var special = section.OptionalFlag("special") ?? false;
        var content = section.String("content");
        if (content.Length == 0)
            throw section.Error("content", "is empty.");
        return new AddedToken(
            section.Count("id"),
            content,
            special,
            Normalized: section.OptionalFlag("normalized") ?? !special,
            StripLeft: section.OptionalFlag("lstrip") ?? false,
            StripRight: section.OptionalFlag("rstrip") ?? false,
            SingleWord: section.OptionalFlag("single_word") ?? false);
    }

    // The reference looks at no id of the file: a token has that of the vocabulary, or the next behind it. A model was trained with
    // these, so a file that says otherwise is wrong about one of the two.
    private static void RequireId(JsonSection section, AddedToken token, LoadedModel model, ref int next)
    {
        if (model.Vocabulary.TryGetValue(token.Content, out var known))
        {
            if (known != token.Id)
                throw section.Error("id", $"is {token.Id}, and the vocabulary has '{token.Content}' as {known}.");
        }
        else if (token.Id != next++)
        {
            throw section.Error(
                "id", $"is {token.Id}, where the reference implementation gives '{token.Content}' the id {next - 1}: behind the " +
                    "vocabulary, in the order of the file.");
        }
    }
}
