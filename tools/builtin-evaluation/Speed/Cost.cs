namespace Attune.BuiltinEvaluation.Speed;

/// <summary>What something took.</summary>
/// <param name="Elapsed">Milliseconds by the clock.</param>
/// <param name="Processor">
/// Milliseconds of this process on processors: what it takes on an idle machine, however busy this one is. The kernel counts them in steps
/// of up to 10.
/// </param>
internal sealed record Cost(double Elapsed, double Processor)
{
    public static Cost operator /(Cost cost, int count) => new(cost.Elapsed / count, cost.Processor / count);

    /// <summary>Of each by itself.</summary>
    public static Cost Median(IEnumerable<Cost> costs)
    {
        Cost[] all = [.. costs];
        return new Cost(
            all.Select(x => x.Elapsed).Order().ElementAt(all.Length / 2), all.Select(x => x.Processor).Order().ElementAt(all.Length / 2));
    }
}
