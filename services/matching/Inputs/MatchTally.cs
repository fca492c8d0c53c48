namespace Attune.Matching.Inputs;

/// <summary>What an answer costs while it is made, and what it has to do without. Used by one request, one step after the other.</summary>
internal sealed class MatchTally
{
    public long EmbeddingsComputed { get; set; }
    public long EmotionsComputed { get; set; }
    public long ProfilesComputed { get; set; }
    public long PairsScored { get; set; }
    public long RerankPairsScored { get; set; }

    /// <summary>Texts that have no vector, because the embedding service does not make one now.</summary>
    public long MissingEmbeddings { get; set; }

    public long MissingEmotions { get; set; }
    public long MissingRerankPairs { get; set; }

    /// <summary>Why something is missing; null as long as nothing is. After the first time the embedding service is not asked again for this answer.</summary>
    public string? Problem { get; private set; }

    public void Fail(Exception error) => Problem ??= error.Message;
}
