namespace Attune.Embedding.Inference;

/// <summary>Which texts travel together: neighbours in length, so that little of a batch is padding.</summary>
internal static class BatchPlan
{
    /// <summary>
    /// Splits the texts into batches of at most <paramref name="budget"/> tokens, padding counted; a text longer than that is a
    /// batch of its own.
    /// </summary>
    /// <param name="lengths">Tokens of each text.</param>
    /// <param name="budget">At least 1.</param>
    /// <returns>Indices into <paramref name="lengths"/>, shortest texts first.</returns>
    public static IEnumerable<ReadOnlyMemory<int>> Create(ReadOnlyMemory<int> lengths, int budget)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Length).OrderBy(i => lengths.Span[i])];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && (long)(end + 1 - start) * lengths.Span[order[end]] <= budget)
                end++;
            yield return order.AsMemory(start, end - start);
        }
    }
}
