using System.Buffers;

namespace Grpc.Core;

/// <summary>Gathers one message in an array. A serializer that tells the length first fills that very array: nothing is copied.</summary>
internal sealed class PayloadWriter : SerializationContext, IBufferWriter<byte>
{
    private const int SmallestBuffer = 256;

    private byte[] _buffer = [];
    private int _written;
    private bool _isComplete;

    public byte[] ToArray()
    {
        if (!_isComplete)
            throw new InvalidOperationException("The serializer returned without completing the message.");
        return _written == _buffer.Length ? _buffer : _buffer.AsSpan(0, _written).ToArray();
    }

    public override void Complete(byte[] payload)
    {
        Complete();
        _buffer = payload;
        _written = payload.Length;
    }

    public override void Complete()
    {
        if (_isComplete)
            throw new InvalidOperationException("The message was completed before.");
        _isComplete = true;
    }

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void SetPayloadLength(int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        if (payloadLength > _buffer.Length)
            Array.Resize(ref _buffer, payloadLength);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = checked(_written + Math.Max(sizeHint, 1));
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, (int)Math.Min(Math.Max(2L * _buffer.Length, SmallestBuffer), Array.MaxLength)));
    }
}
