using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class AllocationTests : SchedulerTest
{
    private const int Calls = 200, Rows = 256;

    [Theory]
    [InlineData(nameof(CallPriority.Interactive))]
    [InlineData(nameof(CallPriority.Backfill))]
    public async Task A_call_allocates_as_much_for_many_long_rows_as_for_a_single_token(string name)
    {
        var priority = Enum.Parse<CallPriority>(name);
        var runner = new QuietRunner();
        var queue = Create(SchedulingDefaults.For("cpu")).Add(runner);
        using var small = Work.Rows(0, 1, 1);
        using var large = new Work([.. Enumerable.Range(0, Rows).Select(i => (i, 1 + (i % 70)))]);
        // Warm: pools and buffers have the size of the largest call, the code is compiled.
        await MeasureAsync(queue, large, priority);
        await MeasureAsync(queue, small, priority);

        var one = await MeasureAsync(queue, small, priority);
        runner.Restart();
        var many = await MeasureAsync(queue, large, priority);

        Assert.InRange(many, 1, 1_500);
        // Less than 4 bytes a row: at times a pool is empty.
        Assert.InRange(many - one, -1_000, 1_000);
        // On the device's threads a call of 256 rows is dozens of batches.
        var onDevice = runner.Allocated;
        Assert.InRange(onDevice / Calls, 0, 100);
    }

    /// <summary>Bytes that starting a call allocates, on average.</summary>
    private static async Task<long> MeasureAsync(ModelQueue queue, Work work, CallPriority priority)
    {
        long allocated = 0;
        for (var i = 0; i < Calls; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work.Start(queue, priority, DateTime.UtcNow.AddHours(1));
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            await work.Task;
        }

        return allocated / Calls;
    }

    /// <summary>Notes what its threads have allocated, and allocates nothing.</summary>
    private sealed class QuietRunner : IBatchRunner
    {
        private readonly (long First, long Last)[] _seen = new (long, long)[10_000];

        public string Model => "model";

        public int Width => 2;

        public int PadId => 0;

        public bool TakesTypes => true;

        /// <summary>Bytes that its threads have allocated between their first and their last batch.</summary>
        public long Allocated => _seen.Sum(x => x.Last - x.First);

        public void Restart() => Array.Clear(_seen);

        public void Run(PackedBatch batch)
        {
            var now = GC.GetAllocatedBytesForCurrentThread();
            var thread = Environment.CurrentManagedThreadId;
            ref var seen = ref _seen[thread];
            seen = seen.First == 0 ? (now, now) : (seen.First, now);
            batch.Output.Span.Clear();
        }
    }
}
