namespace Attune.Tokenizers;

/// <summary>
/// Counts the steps of an encoding, so that it stops soon after its caller is gone, and so that how the steps grow with the text
/// can be asserted. A step is what a fixed amount of time does: a character looked at, a node of a trie, a move in a heap.
/// </summary>
internal struct Work(CancellationToken cancellationToken)
{
    /// <summary>What a loop may count for itself before it adds that: a local number is cheaper.</summary>
    public const int Batch = 1 << 12;

    // Some tens of microseconds.
    private const int StepsBetweenChecks = 1 << 14;

    private long _nextCheck;

    public long Steps { get; private set; }

    /// <exception cref="OperationCanceledException">Nobody waits for the result any more.</exception>
    public void Add(int steps)
    {
        Steps += steps;
        if (Steps >= _nextCheck)
            Check();
    }

    private void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        _nextCheck = Steps + StepsBetweenChecks;
    }
}
