using Attune.Graphs;

namespace Attune.Bench.Models.Encoders;

/// <summary>Sizes of a BERT-like encoder.</summary>
/// <param name="Labels">0: the output is last_hidden_state, a vector a token; otherwise logits, so many numbers a text.</param>
/// <param name="Fused">Whether ONNX Runtime's own fused operators are written instead of the exporter's plain ones. Same numbers in, same numbers out.</param>
public sealed record EncoderShape(EncoderFamily Family, int Layers, int Hidden, int Heads, int FeedForward, int Vocabulary, int Positions, int Labels = 0, bool Fused = false)
{
    /// <summary>sentence-transformers/all-MiniLM-L6-v2.</summary>
    public static EncoderShape MiniLm { get; } = new(EncoderFamily.Bert, 6, 384, 12, 1536, 30522, 512);

    /// <summary>intfloat/multilingual-e5-large-instruct.</summary>
    public static EncoderShape E5Large { get; } = new(EncoderFamily.Roberta, 24, 1024, 16, 4096, 250002, 514);

    /// <summary>A RoBERTa base with the 28 labels of GoEmotions.</summary>
    public static EncoderShape GoEmotions { get; } = new(EncoderFamily.Roberta, 12, 768, 12, 3072, 50265, 514, 28);

    /// <summary>cross-encoder/ms-marco-MiniLM-L-6-v2: query and document in, one logit out.</summary>
    public static EncoderShape CrossEncoder { get; } = MiniLm with { Labels = 1 };

    /// <summary>Of layer norms.</summary>
    public static float Epsilon => 1e-5f;

    public ElementType Precision { get; init; } = ElementType.Float;

    /// <summary>The same with everything small, for tests.</summary>
    public EncoderShape Tiny() => this with { Layers = 2, Hidden = 32, Heads = 4, FeedForward = 64, Vocabulary = 100, Positions = 66 };
}
