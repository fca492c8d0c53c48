using Attune.Matching.Music.Configs;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>What can be evaluated besides configurations.</summary>
internal static class ScorerName
{
    public const string Random = "random", Popularity = "popularity", Shuffled = "shuffled", Oracle = "oracle", TfIdf = "tfidf",
        Bm25 = "bm25";

    /// <summary>The real matching code with a configuration; never asked for by this name.</summary>
    public const string Matching = "matching";

    /// <summary>All that a caller may ask for: those above, and each signal of stage 1 by itself.</summary>
    public static readonly IReadOnlyList<string> All = [Oracle, .. SignalName.All, Bm25, TfIdf, Popularity, Random, Shuffled];
}
