using Attune.Embedding.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class LengthBucketsTests
{
    [Fact]
    public void Neighbours_are_found_as_by_looking_at_every_row() =>
        Prop.ForAll(
            Gen.Choose(1, 300).ListOf().ToArbitrary(),
            Gen.Choose(0, 700).ToArbitrary(),
            (lengths, length) =>
            {
                var buckets = new LengthBuckets();
                List<QueuedRow> rows = [.. lengths.Select((x, i) => new QueuedRow { Length = x, Index = i })];
                rows.ForEach(buckets.Add);
                // Every other one leaves again.
                foreach (var row in rows.Where(x => x.Index % 2 == 1))
                    buckets.Remove(row);
                rows.RemoveAll(x => x.Index % 2 == 1);
                return buckets.AtMost(length) == rows.Where(x => x.Length <= length).MaxBy(x => x.Length)
                    && buckets.AtLeast(length) == rows.Where(x => x.Length >= length).MinBy(x => x.Length);
            }).QuickCheckThrowOnFailure();
}
