using Attune.Matching.Backfills;

namespace Attune.Matching.Tests.Backfills;

public sealed class ComputeSlotsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    [InlineData(257)]
    public async Task What_is_computed_and_not_yet_stored_is_never_more_than_one_batch(int batchSize)
    {
        using var slots = new ComputeSlots();
        var items = Enumerable.Range(0, batchSize).ToArray();
        var (underWay, most, gate) = (0, 0, new Lock());
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Three batches in hand at a time, none of whose parts ends before all have had their chance to begin.
        var parts = Enumerable.Range(0, 3).SelectMany(_ => ComputeSlots.Parts(batchSize, items)).ToList();
        var running = parts.ConvertAll(part => slots.RunAsync(async () =>
        {
            lock (gate) most = Math.Max(most, underWay += part.Length);
            await release.Task;
            lock (gate) underWay -= part.Length;
        }, CancellationToken.None));
        release.SetResult();
        await Task.WhenAll(running);
        Assert.InRange(most, 1, Math.Max(batchSize, ComputeSlots.Count));
        Assert.Equal(3 * batchSize, parts.Sum(part => part.Length));
    }
}
