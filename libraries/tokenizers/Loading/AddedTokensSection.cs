using Attune.Tokenizers.AddedTokens;

namespace Attune.Tokenizers.Loading;

internal static class AddedTokensSection
{
    public static List<AddedToken> Read(IEnumerable<JsonSection> sections, Dictionary<string, int> vocabulary)
    {
        var tokens = new List<AddedToken>();
        foreach (var section in sections)
        {
            tokens.Add(Read(section, vocabulary));
            section.End();
        }

        return tokens;
    }

    private static AddedToken Read(JsonSection section, Dictionary<string, int> vocabulary)
    {
        bool special = section.OptionalFlag("special") ?? false;
        string content = section.String("content");
        int id = section.Count("id");
        if (content.Length == 0)
            throw section.Error("content", "is empty.");
        if (content.Trim() != content)
            throw section.Error("content", $"is '{content}': a token with white space at its ends is not supported.");
        if (vocabulary.TryGetValue(content, out int inVocabulary) && inVocabulary != id)
            throw section.Error("id", $"is {id}, and the vocabulary has '{content}' as {inVocabulary}.");
        if (section.OptionalFlag("single_word") ?? false)
            throw section.Error("single_word", "is true, which is not supported; the reference implementation ignores it.");

        return new AddedToken(
            id,
            content,
            Normalized: section.OptionalFlag("normalized") ?? !special,
            StripLeft: section.OptionalFlag("lstrip") ?? false,
            StripRight: section.OptionalFlag("rstrip") ?? false);
    }
}
