namespace Attune.Matching.Models.Calls;

/// <summary>Where vectors come from. Section <c>Embedding</c>.</summary>
internal sealed class EmbeddingOptions
{
    /// <summary>Address of the embedding service, such as <c>http://embedding:8080</c>.</summary>
    public string Address { get; set; } = "http://127.0.0.1:7401";

    /// <summary>How long the identity of the serving bundle is believed before it is asked for again.</summary>
    public TimeSpan BundleRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for one call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest silence of the stream that backfills embed through, while an answer is due.</summary>
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
