using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers.Loading;

/// <summary>Reads the pre-tokenizers of byte-level models. Regular expressions are told by their text; each has a splitter written for it.</summary>
internal static class ByteLevelSection
{
    /// <summary>ByteLevel alone, which splits as GPT-2 does.</summary>
    public static IPreTokenizer[] Read(JsonSection section)
    {
        var (prefixSpace, splits) = ReadSettings(section);
        if (!splits)
            throw section.Error("use_regex", "is false, which is not supported where no Split comes before: the whole text would be one word.");
        return prefixSpace ? [new BlankPrefix(), new Gpt2PreTokenizer()] : [new Gpt2PreTokenizer()];
    }

    /// <summary>A Split by a known pattern, then ByteLevel.</summary>
    public static IPreTokenizer[] Read(JsonSection split, JsonSection bytes)
    {
        var splitter = ReadSplit(split);
        split.End();
        var (prefixSpace, splits) = ReadSettings(bytes);
        bytes.End();
        if (splits)
            throw bytes.Error("use_regex", "is true, which is not supported behind a Split: words would be split twice.");
        if (prefixSpace)
            throw bytes.Error("add_prefix_space", "is true, which is not supported behind a Split: every word would get a blank.");
        return [splitter];
    }

    // trim_offsets is about offsets into the text, which are not offered.
    private static (bool PrefixSpace, bool Splits) ReadSettings(JsonSection section)
    {
        section.OptionalFlag("trim_offsets");
        return (section.Flag("add_prefix_space"), section.OptionalFlag("use_regex") ?? true);
    }

    private static ByteLevelPreTokenizer ReadSplit(JsonSection section)
    {
        if (section.String("behavior") is not "Isolated" and var behavior)
            section.Unsupported<string>("behavior", behavior, "Isolated");
        if (section.Flag("invert"))
            throw section.Error("invert", "is true, which is not supported.");

        var pattern = section.Section("pattern");
        ByteLevelPreTokenizer splitter = pattern.String("Regex") switch
        {
            Gpt2PreTokenizer.Pattern => new Gpt2PreTokenizer(),
            Cl100kPreTokenizer.QwenPattern => new Cl100kPreTokenizer(maxDigits: 1),
            Cl100kPreTokenizer.Llama3Pattern => new Cl100kPreTokenizer(maxDigits: 3),
            var other => pattern.Unsupported<ByteLevelPreTokenizer>("Regex", other, $"GPT-2's {Gpt2PreTokenizer.Pattern} , Qwen's {Cl100kPreTokenizer.QwenPattern} , Llama 3's {Cl100kPreTokenizer.Llama3Pattern} "),
        };
        pattern.End();
        return splitter;
    }
}
