using Attune.Matching.Jobs.Work;

namespace Attune.Matching.Unit.Backfills;

public sealed class ComputeSlotsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(32)]
    [InlineData(257)]
    public async Task What_is_computed_and_not_yet_stored_is_never_more_than_one_batch(int batchSize)
    {
        using var slots = new ComputeSlots(_ => Task.FromResult(false), TimeProvider.System);
        var items = Enumerable.Range(0, batchSize).ToArray();
        var (underWay, most, gate) = (0, 0, new Lock());
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Three batches in hand at a time, none of whose parts ends before all have had their chance to begin.
        var parts = Enumerable.Range(0, 3).SelectMany(_ => ComputeSlots.Parts(items)).ToList();
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

    [Fact]
    public async Task While_somebody_waits_for_an_answer_one_part_is_worked_on_at_a_time()
    {
        Assert.Equal(1, await MostAsync(new ComputeSlots(_ => Task.FromResult(true), TimeProvider.System), (slots, workAsync) => slots.RunAsync(workAsync, CancellationToken.None)));
        Assert.Equal(ComputeSlots.Count, await MostAsync(new ComputeSlots(_ => Task.FromResult(false), TimeProvider.System), (slots, workAsync) => slots.RunAsync(workAsync, CancellationToken.None)));
    }

    [Fact]
    public async Task Parts_are_stored_one_at_a_time() =>
        Assert.Equal(1, await MostAsync(new ComputeSlots(_ => Task.FromResult(false), TimeProvider.System), (slots, saveAsync) => slots.RunAsync(() => slots.StoreAsync(saveAsync, CancellationToken.None), CancellationToken.None)));

    /// <summary>How many of ten are at work at the same time, at most.</summary>
    private static async Task<int> MostAsync(ComputeSlots slots, Func<ComputeSlots, Func<Task>, Task> runAsync)
    {
        using var _ = slots;
        var (underWay, most, gate) = (0, 0, new Lock());
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, 10).Select(_ => runAsync(slots, async () =>
        {
            lock (gate) most = Math.Max(most, ++underWay);
            await release.Task;
            lock (gate) underWay--;
        })).ToList();
        release.SetResult();
        await Task.WhenAll(running);
        return most;
    }
}
