namespace Attune.Embedding.Streaming;

/// <summary>
/// Counts what is under way on one stream, and lets the one that reads it wait for room. What is larger than the window goes alone.
/// </summary>
internal sealed class StreamWindow(StreamingOptions limits)
{
    private readonly Lock _gate = new();
    private int _texts;
    private long _tokens;
    private TaskCompletionSource? _room;

    /// <summary>Takes room, and waits for it first where there is none. Called by one at a time.</summary>
    public async Task EnterAsync(int texts, int tokens, CancellationToken cancellationToken)
    {
        while (!TryEnter(texts, tokens, out var room))
            await room.WaitAsync(cancellationToken);
    }

    public void Leave(int texts, int tokens)
    {
        lock (_gate)
        {
            _texts -= texts;
            _tokens -= tokens;
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <param name="room">What to wait for before trying again, where there was none.</param>
    private bool TryEnter(int texts, int tokens, out Task room)
    {
        lock (_gate)
        {
            if (_texts == 0 || (_texts + texts <= limits.MaxTexts && _tokens + tokens <= limits.MaxTokens))
            {
                _texts += texts;
                _tokens += tokens;
                room = Task.CompletedTask;
                return true;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
            return false;
        }
    }
}
