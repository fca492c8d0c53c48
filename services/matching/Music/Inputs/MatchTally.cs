using Attune.Matching.Models.Outputs;

namespace Attune.Matching.Music.Inputs;

/// <summary>What an answer costs while it is made, and what it has to do without. Used by one request, one step after the other.</summary>
internal sealed class MatchTally
{
    private readonly HashSet<(string Kind, string Id)> _withoutVector = [], _withoutEmotions = [];
    private readonly HashSet<string> _withoutSignals = new(StringComparer.Ordinal), _silent = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Id), Refusal> _refused = [];
    private long _knownWithoutSignals;

    public long EmbeddingsComputed { get; set; }
    public long EmotionsComputed { get; set; }
    public long ProfilesComputed { get; set; }
    public long PairsScored { get; set; }
    public long RerankPairsScored { get; set; }

    /// <summary>
    /// Texts that have no vector, because the embedding service does not make one now; each once, however many steps lack it.
    /// </summary>
    public long MissingEmbeddings => _withoutVector.Count;

    public long MissingEmotions => _withoutEmotions.Count;
    public long MissingRerankPairs { get; set; }

    /// <summary>Candidates that have none of the signals that are weighed; each once.</summary>
    public long TracksWithoutSignals => _knownWithoutSignals + _withoutSignals.Count;

    /// <summary>
    /// Why something is missing; null as long as nothing is. After the first time the embedding service is not asked again for this answer.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Outputs that a model does not make; each once. Facts, like its outputs, so that an answer without them may be kept.
    /// </summary>
    public IReadOnlyCollection<Refusal> Refused => _refused.Values;

    /// <param name="refused">Outputs without which the answer goes on, whether the service is asked again or not.</param>
    public void Refuse(IEnumerable<Refusal> refused)
    {
        foreach (var one in refused) _refused.TryAdd((one.Table, one.Id), one);
    }

    /// <param name="ids">Tracks that have turned out to have a text of which the model knows no word.</param>
    public void Silence(IEnumerable<string> ids) => _silent.UnionWith(ids);

    public bool IsSilent(string id) => _silent.Contains(id);

    /// <param name="kind">Of thing: a table.</param>
    /// <param name="ids">Whose text has no vector.</param>
    public void MissVectors(string kind, IEnumerable<string> ids) => _withoutVector.UnionWith(ids.Select(id => (kind, id)));

    public void MissEmotions(IEnumerable<string> ids) => _withoutEmotions.UnionWith(ids.Select(id => ("", id)));

    public bool IsRefused(string table, string id) => _refused.ContainsKey((table, id));

    /// <summary>What is known beforehand.</summary>
    public void Take(Census census)
    {
        _knownWithoutSignals = census.WithoutSignals;
        Refuse(census.Refused);
    }

    /// <param name="ids">Those that have turned out to be so, and of which not all was stored beforehand.</param>
    public void LackSignals(IEnumerable<string> ids) => _withoutSignals.UnionWith(ids);

    public void Fail(string problem) => Problem ??= problem;
}
