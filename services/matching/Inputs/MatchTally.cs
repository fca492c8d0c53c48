namespace Attune.Matching.Inputs;

/// <summary>What an answer costs while it is made, and what it has to do without. Used by one request, one step after the other.</summary>
internal sealed class MatchTally
{
    private readonly HashSet<(string Kind, string Id)> _withoutVector = [], _withoutEmotions = [];

    public long EmbeddingsComputed { get; set; }
    public long EmotionsComputed { get; set; }
    public long ProfilesComputed { get; set; }
    public long PairsScored { get; set; }
    public long RerankPairsScored { get; set; }

    /// <summary>Texts that have no vector, because the embedding service does not make one now; each once, however many steps lack it.</summary>
    public long MissingEmbeddings => _withoutVector.Count;

    public long MissingEmotions => _withoutEmotions.Count;
    public long MissingRerankPairs { get; set; }

    /// <summary>Why something is missing; null as long as nothing is. After the first time the embedding service is not asked again for this answer.</summary>
    public string? Problem { get; private set; }

    /// <param name="kind">Of thing: a table.</param>
    /// <param name="ids">Whose text has no vector.</param>
    public void MissVectors(string kind, IEnumerable<string> ids) => _withoutVector.UnionWith(ids.Select(id => (kind, id)));

    public void MissEmotions(IEnumerable<string> ids) => _withoutEmotions.UnionWith(ids.Select(id => ("", id)));

    public void Fail(Exception error) => Problem ??= error.Message;
}
