using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Models;

/// <summary>Numbers by byte strings: open addressing, a slot of 16 bytes each. Strings of up to eight bytes are their own key.</summary>
internal sealed class ByteStringTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const int Inline = 8;

    private readonly Slot[] _slots;
    private readonly int _shift;

    // The longer strings, each behind its length.
    private byte[] _strings = [];
    private int _stringsLength;

    /// <param name="capacity">How many strings will be added, at most.</param>
    public ByteStringTable(int capacity)
    {
        var bits = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, capacity)) + 2);
        _slots = new Slot[1 << bits];
        _shift = 64 - bits;
    }

    /// <summary>Adds a string that is not empty. False, and nothing changed, where the table has it.</summary>
    public bool TryAdd(ReadOnlySpan<byte> value, int number)
    {
        ref var slot = ref Find(value);
        if (slot.Length != 0)
            return false;
        slot = new Slot(KeyOf(value), value.Length <= Inline ? value.Length : ~Store(value), number);
        return true;
    }

    public bool TryGet(ReadOnlySpan<byte> value, out int number)
    {
        ref var slot = ref Find(value);
        number = slot.Number;
        return slot.Length != 0;
    }

    private ref Slot Find(ReadOnlySpan<byte> value)
    {
        var key = KeyOf(value);
        var mask = _slots.Length - 1;
        for (var i = (int)(((key ^ (ulong)value.Length) * Multiplier) >> _shift); ; i = (i + 1) & mask)
        {
            ref var slot = ref _slots[i];
            if (slot.Length == 0)
                return ref slot;
            if (slot.Key == key && (slot.Length > 0 ? slot.Length == value.Length : Stored(~slot.Length).SequenceEqual(value)))
                return ref slot;
        }
    }

    private int Store(ReadOnlySpan<byte> value)
    {
        int start = _stringsLength, end = start + sizeof(int) + value.Length;
        if (end > _strings.Length)
            Array.Resize(ref _strings, Math.Max(end, Math.Max(1024, _strings.Length * 2)));
        BinaryPrimitives.WriteInt32LittleEndian(_strings.AsSpan(start), value.Length);
        value.CopyTo(_strings.AsSpan(start + sizeof(int)));
        _stringsLength = end;
        return start;
    }

    private ReadOnlySpan<byte> Stored(int start) =>
        _strings.AsSpan(start + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(_strings.AsSpan(start)));

    // The bytes themselves where they fit, else a hash of them.
    private static ulong KeyOf(ReadOnlySpan<byte> value)
    {
        var length = value.Length;
        if (length > Inline)
            return HashOf(value);
        if (length >= 4)
            return BinaryPrimitives.ReadUInt32LittleEndian(
                value) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(value[^4..]) << (8 * (length - 4)));
        return value[0] | ((ulong)value[length / 2] << (8 * (length / 2))) | ((ulong)value[^1] << (8 * (length - 1)));
    }

    private static ulong HashOf(ReadOnlySpan<byte> value)
    {
        var hash = (ulong)value.Length;
        for (var rest = value; rest.Length > sizeof(ulong); rest = rest[sizeof(ulong)..])
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * Multiplier, 29);
        return (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value[^sizeof(ulong)..])) * Multiplier;
    }

    /// <param name="Length">
    /// The string's length where the key holds it, 0 in a free slot, else the complement of where it is stored.
    /// </param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(ulong Key, int Length, int Number);
}
