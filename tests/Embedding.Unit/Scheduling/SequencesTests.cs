using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class SequencesTests
{
    [Fact]
    public void Sequences_keep_their_ids_and_types_apart()
    {
        using var sequences = new Sequences();
        for (var i = 0; i < 200; i++)
        {
            for (var j = 0; j < i % 5; j++)
            {
                sequences.Ids.Append(i);
                sequences.Types.Append(j);
            }

            sequences.End();
        }

        Assert.Equal(200, sequences.Count);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(Enumerable.Repeat(i, i % 5), sequences.IdsOf(i).ToArray());
            Assert.Equal(Enumerable.Range(0, i % 5), sequences.TypesOf(i).ToArray());
        }
    }

    [Fact]
    public void Without_types_every_sequence_has_none()
    {
        using var sequences = new Sequences();
        sequences.Ids.Append(1);
        sequences.End();
        Assert.True(sequences.TypesOf(0).IsEmpty);
    }

    [Fact]
    public void Types_for_only_some_of_the_ids_are_refused()
    {
        using var sequences = new Sequences();
        sequences.Ids.Append(1, 2);
        sequences.Types.Append(1);
        Assert.Throws<InvalidOperationException>(sequences.End);
    }
}
