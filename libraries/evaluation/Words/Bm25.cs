namespace Attune.Evaluation.Words;

/// <summary>
/// Okapi BM25: Σ over the words of the query of idf · tf (k₁ + 1) / (tf + k₁ (1 − b + b · length / mean length)) · qtf (k₃ + 1) / (qtf +
/// k₃). S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in Information
/// Retrieval 3(4), 2009.
/// </summary>
/// <remarks>idf = ln(1 + (N − df + ½) / (df + ½)): the 1 keeps words that most documents have from counting against a document.</remarks>
/// <param name="documents">N, in the collection that the frequencies are of.</param>
/// <param name="meanLength">Words a document.</param>
public sealed class Bm25(int documents, double meanLength)
{
    public const double K1 = 1.2, B = 0.75, K3 = 8;

    /// <param name="having">Documents that have the word.</param>
    public double Idf(int having) => Math.Log(1 + ((documents - having + 0.5) / (having + 0.5)));

    /// <summary>What a word of the document counts to a query that has it once, idf not included.</summary>
    /// <param name="count">How often the document has it.</param>
    /// <param name="length">Words of the document.</param>
    public double Weight(int count, int length) => count * (K1 + 1) / (count + (K1 * (1 - B + (B * length / meanLength))));

    /// <summary>How much more it counts where the query has it several times.</summary>
    public static double Asked(int count) => count * (K3 + 1) / (count + K3);
}
