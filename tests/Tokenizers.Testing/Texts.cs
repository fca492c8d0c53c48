using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Testing;

/// <summary>What the tokenizers are tested on: a corpus of languages, hand-picked edges and random mixtures of scripts.</summary>
internal static class Texts
{
    /// <summary>One sentence a language or script, of corpus.tsv.</summary>
    public static IReadOnlyDictionary<string, string> Corpus { get; } = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "corpus.tsv"))
        .Select(line => line.Split('\t'))
        .ToDictionary(x => x[0], x => x[1], StringComparer.Ordinal);

    /// <summary>Emoji, combining marks, control characters, lone surrogates, long words and what else is easily got wrong.</summary>
    public static string[] Edges { get; } =
    [
        "", " ", "\t\n\r", "\0", "\u200B", "\uFEFF", "\uFFFD", "a\0b", "a\u0001\u007F\u0085b", "a\u00ADb", "soft\u200Bbreak", "\uFEFFbom",
        "a\u00A0b\u2009c\u3000d\u2028e\u2029f\u000Bg\u000Ch\u001Ci", "tabs\tand\r\nlines",
        "\uD800", "\uDC00", "a\uD83Db", "\uDE00\uD83D", "ok \uD83D", "\uDBFF\uDFFF", "\uE000\uF8FF",
        "😀😃😄", "👨‍👩‍👧‍👦 family", "👍🏽👎🏿", "🇩🇪🇯🇵", "❤️ ❤ ☺️", "1️⃣2️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "so good😂😂!", "🧑🏾‍🚀",
        "e\u0301 é e\u0323\u0301 e\u0301\u0323", "\u1E9B\u0323", "a\u0315\u0300\u05AE\u0300\u0062", "Z\u0351\u036B\u0343\u036A\u0302\u0348\u0317\u0319a\u0300\u0334l\u0489go",
        "\u0300leading mark", "가\u302E가\u302F", "각 \u1100\u1161\u11A8 \uD7A3\u11A7", "\u302E\uD81B\uDFF0\u302E", "\U0001D15E\U0001D165\U0001D16E\U0001D165",
        "ﬁ ﬂ ﬃ ½ ² ℃ Å Ω ㎏", "ＦＵＬＬ ｗｉｄｔｈ １２３", "İIıi İstanbul", "ΑΣ ΑΣ. ΑΣΑ Σ ΣΣ ΑΣ\u0301 Α.Σ ʰΣ ΑΣʰ Α\u200BΣ ΑΣ\u200BΑ ΑΣ'Α ᾼΣ", "ᾳ ᾼ ᾴ ῼ ΐ ΰ Ά Έ",
        "ẞ ß Ǆ ǅ ǆ Ⅷ ⓐⒶ", "日本語テキスト 中文字符 豈更車 丽", "㐀䶿一鿿\uF900\uFAFF", "𠀀𪛖𫝀", "x日y本z",
        "don't won't it's I'm", "U.S.A. e.g. 3.14 1,000 $5.99 50% #1 @user", "a_b-c/d\\e|f~g`h^i", "…—–‘’“”«»‹›¿¡§¶†‡•", "、。「」・～！？", "؟،؛۔", "।॥", "\u2190\u2192×÷±€£¥©®™°",
        "http://example.com/a?b=c&d=e#f user@example.com", "C++ C# .NET F#", "[CLS] [SEP] [PAD] [UNK] [MASK]", "x[SEP]y [sep] [ SEP ]", "[[CLS]]", "[CLS", "##ing ing ##", "aren##t",
        new('a', 63), new('a', 64), new('a', 65), new('a', 100), new('a', 101), new('é', 64), new('é', 65), new('字', 70),
        string.Concat(Enumerable.Repeat("😀", 64)), string.Concat(Enumerable.Repeat("😀", 65)), new('!', 300), new(' ', 300), new('\u0301', 300),
        new string('x', 20_000), string.Concat(Enumerable.Repeat("word ", 4_000)), "a" + new string('\u0301', 100) + "b",
        "The Beatles – “Here Comes the Sun” (1969) [Remastered]", "Beyoncé feat. JAY‑Z", "Björk & Sigur Rós; Motörhead; Mötley Crüe", "Пётр Ильич Чайковский – Лебединое озеро", "坂本龍一 / 戦場のメリークリスマス",
        "antidisestablishmentarianism photosynthetically pneumonoultramicroscopicsilicovolcanoconiosis", "qzxjk", "12345678901234567890", "٠١٢٣ ०१२३ ௧௨௩",
    ];

    /// <summary>Random mixtures: words of the corpus, edges, ASCII, and code points of every kind that Unicode 13 and later agree on.</summary>
    public static Gen<string> Random { get; } =
        from pieces in Gen.Frequency(
                (6, Gen.Elements(Corpus.Values.SelectMany(x => x.Split(' ')).ToArray())),
                (2, Gen.Elements(Edges.Where(x => x.Length < 100).ToArray())),
                (3, Gen.Choose(0x20, 0x7E).Select(c => ((char)c).ToString())),
                (1, Gen.Choose(0x00, 0xFF).Select(c => ((char)c).ToString())),
                (2, Gen.Elements("Σ", "σ", "ς", "İ", "\u0300", "\u0323", "\u0345", "\u302E", "'", ".", "\u00AD", "\u200D", "[SEP]", "[CLS]", "ʰ")),
                (1, Gen.Choose(0xAC00, 0xD7A3).Select(c => ((char)c).ToString())),
                (1, Gen.Choose(0x4E00, 0x9FA5).Select(c => ((char)c).ToString())),
                (1, Gen.Choose(0xD800, 0xDFFF).Select(c => ((char)c).ToString())),
                (1, Gen.Elements(" ", "  ", "\t", "\u3000", "")))
            .ListOf()
        select string.Concat(pieces);
}
