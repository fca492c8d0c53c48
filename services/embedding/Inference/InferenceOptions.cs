namespace Attune.Embedding.Inference;

/// <summary>Section <c>Inference</c>.</summary>
internal sealed class InferenceOptions
{
    /// <summary>Threads of the one pool that all models share. 0: one a core.</summary>
    public int Threads { get; set; }

    /// <summary>
    /// Most tokens in one batch, padding counted; a longer text runs alone. Default 512: on a CPU, batching gains nothing for
    /// texts of 64 tokens and more, and what larger batches add is padding.
    /// </summary>
    public int BatchTokens { get; set; } = 512;
}
