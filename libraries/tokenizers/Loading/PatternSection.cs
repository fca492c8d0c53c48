using Attune.Tokenizers.Patterns;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Loading;

/// <summary>
/// Reads what a Split or a Replace looks for. Regular expressions are told by their text; each of the known ones is done by hand.
/// </summary>
internal static class PatternSection
{
    private const string OneClass = @"one class of characters and a count from 1, such as \s+ or \p{N}{1,3}";

    public static IPattern ReadForReplace(JsonSection section) => Read(section, _ => null, OneClass);

    public static IPattern ReadForSplit(JsonSection section) =>
        Read(section, WellKnown, $"{OneClass}, and the patterns of GPT-2, cl100k (Llama 3, Qwen), o200k and Tekken");

    private static IPattern Read(JsonSection section, Func<string, IPattern?> wellKnown, string supported)
    {
        IPattern pattern;
        if (section.OptionalString("String") is { } text)
        {
            pattern = text.Length > 0 ? new StringPattern(text) : throw section.Error("String", "is empty.");
        }
        else
        {
            var regex = section.String("Regex");
            pattern = wellKnown(regex)
                ?? (RunPatternParser.TryParse(regex, out var run) ? run : section.Unsupported<IPattern>("Regex", regex, supported));
        }

        section.End();
        return pattern;
    }

    private static CoveringSplit? WellKnown(string regex) => regex switch
    {
        Gpt2PreTokenizer.Pattern => new Gpt2PreTokenizer(),
        Cl100kPreTokenizer.QwenPattern => new Cl100kPreTokenizer(maxDigits: 1),
        Cl100kPreTokenizer.Llama3Pattern => new Cl100kPreTokenizer(maxDigits: 3),
        O200kPreTokenizer.Pattern => new O200kPreTokenizer(contractions: true, maxDigits: 3),
        O200kPreTokenizer.TekkenPattern => new O200kPreTokenizer(contractions: false, maxDigits: 1),
        _ => null,
    };
}
