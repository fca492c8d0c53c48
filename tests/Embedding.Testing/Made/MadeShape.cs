using Attune.Bench.Models.Causal;
using Attune.Bench.Models.Encoders;

namespace Attune.Embedding.Testing;

/// <summary>What a made bundle is made of.</summary>
/// <param name="Family">Of the encoder and the labels' model.</param>
/// <param name="Causal">The reranker is a causal language model with keys and values of earlier tokens, else a cross-encoder.</param>
/// <param name="Fused">Graphs are written in ONNX Runtime's fused operators.</param>
/// <param name="Instructs">The query template has a place for a task.</param>
/// <param name="Vocabulary">Of the encoder; the tokenizer has 92 entries.</param>
/// <param name="Head">Of the causal language model.</param>
internal sealed record MadeShape(EncoderFamily Family, Pooling Pooling, bool Causal, bool Fused = false, bool Instructs = false, int Vocabulary = 100, HeadForm Head = HeadForm.Tied)
{
    public static MadeShape BertMean { get; } = new(EncoderFamily.Bert, Pooling.Mean, Causal: false);

    public static MadeShape RobertaCls { get; } = new(EncoderFamily.Roberta, Pooling.Cls, Causal: true, Instructs: true);

    public static MadeShape BertLast { get; } = new(EncoderFamily.Bert, Pooling.Last, Causal: true, Fused: true);

    public static MadeShape Of(string name) => name switch
    {
        nameof(BertMean) => BertMean,
        nameof(RobertaCls) => RobertaCls,
        nameof(BertLast) => BertLast,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
