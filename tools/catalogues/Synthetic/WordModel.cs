using System.Globalization;

namespace Attune.Catalogues.Synthetic;

/// <summary>
/// A language made of syllables: 1,500 words, the front ones frequent. Its words mean nothing, and no two languages sound alike.
/// </summary>
internal sealed class WordModel
{
    private const int Size = 1_500;

    private WordModel(string tag, string onsets, string vowels, string codas) =>
        (Tag, Words) = (tag, [.. Make(tag, onsets.Split(' '), vowels.Split(' '), codas.Split(' '))]);

    /// <summary>BCP 47.</summary>
    public string Tag { get; }

    public IReadOnlyList<string> Words { get; }

    /// <summary>The languages, the first of which most artists sing in.</summary>
    public static IReadOnlyList<WordModel> All { get; } =
    [
        new("en", "b br c cl d dr f fl g h j l m n p r s sh st t th w", "a e i o u ea oo ai", "n r st ll ck d t m ve x"),
        new("es", "b c d f g j l ll m n p r s t v", "a e i o ue ia", "- n s r l"),
        new("de", "b bl d fr g h k kr l m n r sch st tr w z", "a e i o u ei au ie", "n r ch cht t ng lm nd"),
        new("pt", "b c d f g l lh m n nh p r s t v", "a e i o u ao ei", "- m s r"),
    ];

    /// <summary>The first letter is a capital.</summary>
    public static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];

    private static IEnumerable<string> Make(string tag, string[] onsets, string[] vowels, string[] codas)
    {
        // The same words whatever the seed of a catalogue: a language is no part of what is drawn.
        var random = new SeededRandom(0, $"words of {tag}");
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < Size)
        {
            var word = string.Concat(
                Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Of(onsets) + random.Of(vowels))) + random.Of(codas).Trim('-');
            if (word.Length > 2 && words.Add(word)) yield return word;
        }
    }
}
