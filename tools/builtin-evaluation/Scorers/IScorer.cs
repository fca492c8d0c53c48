namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>Says how well candidates fit texts.</summary>
internal interface IScorer
{
    /// <summary>As reports call it.</summary>
    string Name { get; }

    /// <returns>A row a text, a column a candidate; more is better. Only the order within a row counts.</returns>
    float[][] Score(IReadOnlyList<string> texts, IReadOnlyList<string> candidates);
}
