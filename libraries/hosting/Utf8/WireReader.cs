namespace Attune.Hosting.Utf8;

/// <summary>Goes through those fields of a message in its bytes that are written with their length, and passes over all others.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Number of the field that was read last.</summary>
    public int Number { get; private set; }

    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Reads the next field; false at the end, or where the bytes are no message, as the parser will say.</summary>
    public bool Next()
    {
        // What is in a group has the numbers of another message; none of ours has groups, so nobody will read them.
        int groups = 0;
        while (_at < _bytes.Length && TryVarint(out ulong tag))
        {
            switch ((WireKind)(tag & 7))
            {
                case WireKind.Varint when TryVarint(out _):
                case WireKind.Fixed64 when TrySkip(sizeof(ulong)):
                case WireKind.Fixed32 when TrySkip(sizeof(uint)):
                    break;
                case WireKind.Delimited when TryContent():
                    Number = (int)(tag >> 3);
                    if (groups == 0)
                        return true;
                    break;
                case WireKind.StartGroup:
                    groups++;
                    break;
                case WireKind.EndGroup when groups > 0:
                    groups--;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private bool TryContent()
    {
        if (!TryVarint(out ulong length) || length > (ulong)(_bytes.Length - _at))
            return false;
        Content = _bytes.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }

    private bool TrySkip(int count)
    {
        _at += count;
        return _at <= _bytes.Length;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && _at < _bytes.Length; shift += 7)
        {
            byte next = _bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
