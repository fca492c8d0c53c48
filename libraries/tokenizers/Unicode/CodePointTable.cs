namespace Attune.Tokenizers.Unicode;

/// <summary>A value for every code point, in pages of 256 of which equal ones are shared: two array reads a lookup.</summary>
internal sealed class CodePointTable<T>
    where T : struct, IEquatable<T>
{
    private const int PageSize = 256;
    private const int PageCount = 0x110000 / PageSize;

    private readonly ushort[] _pageOf = new ushort[PageCount];
    private readonly T[] _values;

    /// <param name="valueOf">One value a code point; its length is 0x110000.</param>
    public CodePointTable(ReadOnlySpan<T> valueOf)
    {
        var pages = new List<T[]>();
        for (var page = 0; page < PageCount; page++)
        {
            var values = valueOf.Slice(page * PageSize, PageSize);
            var known = -1;
            for (var i = 0; i < pages.Count && known < 0; i++)
            {
                if (values.SequenceEqual(pages[i]))
                    known = i;
            }

            if (known < 0)
            {
                known = pages.Count;
                pages.Add(values.ToArray());
            }

            _pageOf[page] = (ushort)known;
        }

        _values = [.. pages.SelectMany(page => page)];
    }

    public T this[int codePoint] => _values[(_pageOf[codePoint >> 8] << 8) | (codePoint & 0xFF)];
}
