namespace Attune.Embedding.Unit.Limits;

/// <summary>A second passes whenever somebody looks.</summary>
internal sealed class PassingTime(DateTimeOffset start, Action<int> looked) : TimeProvider
{
    private int _looks;

    public override DateTimeOffset GetUtcNow()
    {
        looked(++_looks);
        return start.AddSeconds(_looks);
    }
}
