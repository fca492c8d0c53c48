using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class PackedBatchTests
{
    [Fact]
    public void Rows_are_padded_on_the_right_with_the_models_id()
    {
        var batch = new PackedBatch();
        batch.Reset(new TestRunner { TakesTypes = true }, 2, 4);
        batch.Add([5, 6], [0, 1]);
        batch.Add([7, 8, 9, 10], []);
        Assert.Equal([5, 6, 7_777, 7_777, 7, 8, 9, 10], batch.Ids.ToArray());
        Assert.Equal([1, 1, 0, 0, 1, 1, 1, 1], batch.Mask.ToArray());
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0], batch.Types.ToArray());
        Assert.Equal([2, 4], batch.Lengths.ToArray());
        Assert.Equal((2, 4, 2 * 2), (batch.Rows, batch.Length, batch.Output.Length));
    }

    [Fact]
    public void A_model_without_token_types_gets_none()
    {
        var batch = new PackedBatch();
        batch.Reset(new TestRunner(), 1, 2);
        batch.Add([5, 6], [0, 1]);
        Assert.True(batch.Types.IsEmpty);
    }

    [Fact]
    public void Memory_is_reused_and_nothing_of_the_last_batch_shines_through()
    {
        var batch = new PackedBatch();
        var runner = new TestRunner { TakesTypes = true };
        batch.Reset(runner, 2, 3);
        batch.Add([1, 2, 3], [1, 1, 1]);
        batch.Add([4, 5, 6], [1, 1, 1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        batch.Reset(runner, 2, 2);
        batch.Add([7], []);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([7, 7_777], batch.Ids.ToArray());
        Assert.Equal([1, 0], batch.Mask.ToArray());
        Assert.Equal([0, 0], batch.Types.ToArray());
    }
}
