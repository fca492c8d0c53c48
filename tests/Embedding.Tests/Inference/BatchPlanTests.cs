using Attune.Embedding.Inference;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Embedding.Tests.Inference;

public sealed class BatchPlanTests
{
    private static readonly Arbitrary<(int[] Lengths, int Budget)> Cases =
        (from lengths in Gen.Choose(1, 600).ArrayOf()
         from budget in Gen.Choose(1, 2_000)
         select (lengths, budget)).ToArbitrary();

    [Fact]
    public void Every_text_is_in_exactly_one_batch() =>
        Prop.ForAll(Cases, c => Plan(c).SelectMany(x => x).Order().SequenceEqual(Enumerable.Range(0, c.Lengths.Length))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_stays_within_the_budget_unless_it_is_a_single_text() =>
        Prop.ForAll(Cases, c => Plan(c).All(batch => batch.Length == 1 || batch.Length * batch.Max(i => c.Lengths[i]) <= c.Budget)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_batch_holds_neighbours_in_length() =>
        Prop.ForAll(Cases, c => Plan(c).SelectMany(x => x).Select(i => c.Lengths[i]).SequenceEqual(c.Lengths.Order())).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_neighbours_are_apart_only_where_they_would_not_fit_together() =>
        Prop.ForAll(Cases, c =>
        {
            var batches = Plan(c);
            return batches.Zip(batches.Skip(1)).All(x => (long)(x.First.Length + 1) * c.Lengths[x.Second[0]] > c.Budget);
        }).QuickCheckThrowOnFailure();

    private static List<int[]> Plan((int[] Lengths, int Budget) c) => [.. BatchPlan.Create(c.Lengths, c.Budget).Select(x => x.ToArray())];
}
