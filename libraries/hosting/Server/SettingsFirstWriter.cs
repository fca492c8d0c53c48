using System.IO.Pipelines;

namespace Attune.Hosting.Server;

/// <summary>
/// Puts an empty SETTINGS before the first frame if that one is a GOAWAY; everything else passes as it is. "The server connection preface
/// consists of a potentially empty SETTINGS frame that MUST be the first frame the server sends"
/// (https://www.rfc-editor.org/rfc/rfc9113#section-3.4). See <see cref="ServerPreface"/>.
/// </summary>
internal sealed class SettingsFirstWriter(PipeWriter inner) : PipeWriter
{
    private const int TypeAt = 3;
    private const byte GoAway = 7;

    private Memory<byte> _first;
    private bool _begun;

    private static ReadOnlySpan<byte> EmptySettings => [0, 0, 0, 4, 0, 0, 0, 0, 0];

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_begun) return inner.GetMemory(sizeHint);
        // With room before it, should that be needed.
        _first = inner.GetMemory(Math.Max(sizeHint, 1) + EmptySettings.Length);
        return _first[EmptySettings.Length..];
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => _begun ? inner.GetSpan(sizeHint) : GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => inner.Advance(_begun || bytes == 0 ? bytes : Begin(bytes));

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private int Begin(int bytes)
    {
        _begun = true;
        var all = _first.Span;
        var frame = all.Slice(EmptySettings.Length, bytes);
        var alone = bytes > TypeAt && frame[TypeAt] == GoAway;
        if (alone) EmptySettings.CopyTo(all);
        else frame.CopyTo(all);
        _first = default;
        return alone ? EmptySettings.Length + bytes : bytes;
    }
}
