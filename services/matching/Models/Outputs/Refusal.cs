namespace Attune.Matching.Models.Outputs;

/// <summary>A thing of which a model makes no output, and why.</summary>
/// <param name="Table">Of the outputs: which kind of thing it is, and which output.</param>
/// <param name="Id">Of the thing; of a pair's score that of the track.</param>
/// <param name="Reason">In words.</param>
internal sealed record Refusal(string Table, string Id, string Reason)
{
    public bool IsOfPlaylist => Table == "playlist_embeddings";

    public bool IsVector => Table is "track_embeddings" or "playlist_embeddings";

    public bool IsEmotions => Table == "track_emotions";

    /// <summary>As callers know it: <c>vector</c>, <c>emotions</c> or <c>rerank</c>.</summary>
    public string Output => IsVector ? "vector" : IsEmotions ? "emotions" : "rerank";
}
