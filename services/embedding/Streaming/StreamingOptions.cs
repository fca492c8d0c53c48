namespace Attune.Embedding.Streaming;

/// <summary>Section <c>Streaming</c>: how much of one stream may be under way. What is over it is not read from the network yet.</summary>
internal sealed class StreamingOptions
{
    /// <summary>
    /// Most texts of one stream that wait, run, or have an answer that the client has not taken yet. A larger message runs alone.
    /// </summary>
    public int MaxTexts { get; set; } = 2_048;

    /// <summary>Most tokens of such texts.</summary>
    public int MaxTokens { get; set; } = 1 << 17;
}
