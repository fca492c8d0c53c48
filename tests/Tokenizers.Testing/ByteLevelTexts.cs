using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Testing;

/// <summary>What byte-level tokenizers in particular are tested on, besides <see cref="Texts"/>.</summary>
internal static class ByteLevelTexts
{
    /// <summary>White space of every kind, contractions, digits, code, added tokens, and words long enough for the heap.</summary>
    public static string[] Edges { get; } =
    [
        " a", "  a", "   a", "a ", "a  ", " \n", "\n ", "\r\n", "\n\n\n", " \r\n \r\n a", "a\n\n b", "\t\ta", "a \t b", "\u00A0\u00A0x", "x\u3000\u3000 y", "\u2028\u2029", "\v\f\u001C\u001Fx",
        "I'm you're he's we'll they'd I've don't", "I'M YOU'RE HE'S WE'LL THEY'D I'VE DON'T", "'sa 'Sa 'llama 'LLama 'Dad 'x '", "''s 's's '' 'r 'l 've", "it\u2019s", "'\u017F '\u017Fa '\u017FS 'l\u017F 're\u017F",
        "1 12 123 1234 12345 1,234.50 3\u00BD x2y \u0661\u0662\u0663\u0664 \u2167\u2168 \U0001D7D8\U0001D7D9", " 7 77 777 7777",
        "if (x == 1) {\n\treturn y->z[0];\r\n}\n\n// done", "def f(x):\n    return x  # comment\n", "<div class=\"a\">&nbsp;</div>", "a_b __init__ !=!= ... ?!", "!\n\n?\r\n \n", "(a) [b] {c}", "\"quoted\" 'quoted'",
        "e\u0301tude \u1100\u1161\u11A8 \u0915\u094D\u0937\u093F \u0915\u093C \u212B \u0958 \u2126 \u0344 a\u0323\u0302", "\u00C5ngstr\u00F6m A\u030Angstro\u0308m",
        "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n", "<|endoftext|><|endoftext|>", "a<|im_end|>b <|im_end|> c", "<|im_start|", "<mask> a <mask> b<mask>", "<s>a</s> <pad><unk>", "  <mask>  ",
        "\u0085", "a\u0085b", "\uFEFF", "a \uFEFF b",
        new('b', 39), new('b', 40), new('b', 41), new('b', 20_000), new string('\u5B57', 7_000), string.Concat(Enumerable.Repeat("ab", 5_000)),
        string.Concat(Texts.Corpus.Values), string.Concat(Texts.Corpus.Values).Replace(" ", "", StringComparison.Ordinal), new string(' ', 5_000) + "x", new string('\n', 5_000) + " x",
    ];

    public static Gen<string> Random { get; } =
        from pieces in Gen.Frequency(
                (4, Texts.Random),
                (3, Gen.Elements(Edges.Where(x => x.Length < 200).ToArray())),
                (2, Gen.Elements(" ", "  ", "\n", "\r\n", "\t", "'s", "'LL", "'", "1", "234", "a", "Z", "!", "_", "\u00E9", "\u0301", "\u00A0", "\U0001F600", "<|im_start|>", "<mask>")))
            .ListOf()
        select string.Concat(pieces.Take(12));

    public static Arbitrary<string> Any { get; } = Gen.OneOf(Random, ArbMap.Default.GeneratorFor<string>().Select(x => x ?? "")).ToArbitrary();

    /// <summary>The corpus, in capitals too, all edges, and random mixtures.</summary>
    public static string[] All(int mixtures) =>
        [.. Texts.Corpus.Values, .. Texts.Corpus.Values.Select(x => x.ToUpperInvariant()), .. Texts.Edges, .. Edges, .. Random.Sample(mixtures)];
}
