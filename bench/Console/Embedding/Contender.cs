using Attune.Bench.Harness.Reporting;

namespace Attune.Bench.Embedding;

/// <summary>Something that makes vectors of all texts, and how long it took in each round.</summary>
/// <param name="Run">One pass over the texts, in seconds.</param>
internal sealed record Contender(string Name, Func<CancellationToken, Task<double>> Run)
{
    public Sample Seconds { get; } = new();

    /// <summary>One pass each that is not counted, then all of them once a round, the order turned by one each time.</summary>
    public static async Task MeasureAsync(IReadOnlyList<Contender> contenders, int rounds, Action<string> progress, CancellationToken cancellationToken)
    {
        foreach (var contender in contenders)
        {
            progress($"warming up: {contender.Name}");
            await contender.Run(cancellationToken);
        }

        for (var round = 0; round < rounds; round++)
        {
            progress($"round {round + 1} of {rounds}");
            for (var i = 0; i < contenders.Count; i++)
            {
                var contender = contenders[(round + i) % contenders.Count];
                contender.Seconds.Add(await contender.Run(cancellationToken));
            }
        }
    }
}
