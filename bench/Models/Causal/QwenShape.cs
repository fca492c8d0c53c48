using Attune.Graphs;

namespace Attune.Bench.Models.Causal;

/// <summary>Sizes of a causal language model built as Qwen3 is.</summary>
/// <param name="Heads">Of queries.</param>
/// <param name="KeyValueHeads">Of keys and values; each serves Heads ÷ KeyValueHeads queries.</param>
/// <param name="Fused">Whether norms, rotation and attention are ONNX Runtime's fused operators instead of the exporter's plain ones. Same numbers in, same numbers out.</param>
public sealed record QwenShape(int Layers, int Hidden, int Heads, int KeyValueHeads, int HeadSize, int FeedForward, int Vocabulary, HeadForm Head = HeadForm.Tied, bool Fused = false)
{
    /// <summary>Qwen/Qwen3-Reranker-0.6B.</summary>
    public static QwenShape Reranker { get; } = new(28, 1024, 16, 8, 128, 3072, 151669);

    /// <summary>Everything small, for tests.</summary>
    public static QwenShape Tiny { get; } = new(2, 32, 4, 2, 16, 48, 90);

    public ElementType Precision { get; init; } = ElementType.Float;

    /// <summary>Longest sequence; only fused graphs hold a table of that length.</summary>
    public int Positions { get; init; } = 4096;

    /// <summary>Base of the rotation's wave lengths.</summary>
    public static double RotaryBase => 1e6;

    public static float Epsilon => 1e-6f;
}
