using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Attune.Tokenizers.Loading;

/// <summary>
/// The two tokens of one merge, <c>"a b"</c> or <c>["a", "b"]</c>, read into memory that is used again: files have hundreds of
/// thousands of merges.
/// </summary>
internal sealed class MergeText
{
    private char[] _text = new char[256];
    private Range _left, _right;

    public ReadOnlySpan<char> Left => _text.AsSpan(_left);

    public ReadOnlySpan<char> Right => _text.AsSpan(_right);

    /// <summary>False where it is neither of the two forms.</summary>
    public bool TryRead(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array)
        {
            if (merge.GetArrayLength() != 2 || merge[0].ValueKind != JsonValueKind.String || merge[1].ValueKind != JsonValueKind.String)
                return false;
            var middle = Append(merge[0], 0);
            _left = ..middle;
            _right = middle..Append(merge[1], middle);
            return true;
        }

        if (merge.ValueKind != JsonValueKind.String)
            return false;
        int end = Append(merge, 0), blank = _text.AsSpan(0, end).IndexOf(' ');
        if (blank < 0 || _text.AsSpan(0, end).LastIndexOf(' ') != blank)
            return false;
        _left = ..blank;
        _right = (blank + 1)..end;
        return true;
    }

    // Returns where the text ends. What is escaped becomes a string on the way.
    private int Append(JsonElement value, int start)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (start + raw.Length > _text.Length)
            Array.Resize(ref _text, 2 * (start + raw.Length));
        if (!raw.Contains((byte)'\\'))
            return start + Encoding.UTF8.GetChars(raw, _text.AsSpan(start));
        var text = value.GetString()!;
        text.CopyTo(_text.AsSpan(start));
        return start + text.Length;
    }
}
