namespace Attune.BuiltinEvaluation.Sets;

/// <summary>Texts, and which of some candidates belong to each: categories of a text, or documents of a query.</summary>
/// <param name="Name">Of the task.</param>
/// <param name="IsRetrieval">
/// Candidates are documents, of which one is to be found; else categories, of which the first is to be right.
/// </param>
/// <param name="Candidates">Their texts.</param>
/// <param name="Items">Of the split that was asked for.</param>
/// <param name="AllTexts">Of every split, candidates of retrieval included: what must not have been trained on.</param>
internal sealed record MatchingSet(
    string Name, SetGroup Group, bool IsRetrieval, IReadOnlyList<string> Candidates, IReadOnlyList<MatchingItem> Items,
    IReadOnlyList<HeldOutText> AllTexts);
