using System.Collections;

namespace Grpc.Core;

/// <summary>
/// Headers or trailers of a call: an ordered multimap. Keys are lower case; values are text, or bytes under keys that end in
/// "-bin". Look-ups ignore case and answer with the last entry of a key.
/// </summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>Ends the keys whose values are bytes; on the wire those are base64.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Frozen: every change throws <see cref="InvalidOperationException"/>.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> _entries = [];

    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    public int Count => _entries.Count;

    public bool IsReadOnly { get; }

    public Entry this[int index]
    {
        get => _entries[index];
        set => Writable(value)[index] = value;
    }

    /// <summary>The last entry under the key, or null.</summary>
    public Entry? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].HasKey(key))
                return _entries[i];
        }

        return null;
    }

    /// <summary>The last text under the key, or null.</summary>
    /// <exception cref="InvalidOperationException">The entry holds bytes.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>A copy of the last bytes under the key (of a text, its ASCII bytes), or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>Every entry under the key, in order; read as it is enumerated.</summary>
    public IEnumerable<Entry> GetAll(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Matching(key);
    }

    public void Add(Entry item) => Writable(item).Add(item);

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    public void Insert(int index, Entry item) => Writable(item).Insert(index, item);

    public bool Remove(Entry item) => Writable().Remove(item);

    public void RemoveAt(int index) => Writable().RemoveAt(index);

    public void Clear() => Writable().Clear();

    public bool Contains(Entry item) => _entries.Contains(item);

    public int IndexOf(Entry item) => _entries.IndexOf(item);

    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<Entry> Matching(string key)
    {
        foreach (var entry in _entries)
        {
            if (entry.HasKey(key))
                yield return entry;
        }
    }

    private List<Entry> Writable(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Writable();
    }

    private List<Entry> Writable() =>
        IsReadOnly ? throw new InvalidOperationException("This metadata is frozen; make a new one to add entries.") : _entries;
}
