using System.Text;
using Attune.Tokenizers.Unicode;

namespace Attune.Tokenizers.Normalization;

/// <summary>Unicode's canonical ordering: keeps combining characters sorted by class behind the starter they follow.</summary>
internal struct CanonicalOrdering
{
    // Where the current run of combining characters begins in the output.
    private int _start;

    /// <summary>Tells that a starter ended at <paramref name="position"/> of the output.</summary>
    public void Restart(int position) => _start = position;

    public void Append(int codePoint, ref CharBuffer output)
    {
        int order = UnicodeData.CombiningOrderOf(codePoint);
        int position = output.Length;
        while (order != 0 && position > _start)
        {
            Rune.DecodeLastFromUtf16(output.Written[..position], out var previous, out int length);
            if (UnicodeData.CombiningOrderOf(previous.Value) <= order)
                break;
            position -= length;
        }

        if (position == output.Length)
            output.AppendCodePoint(codePoint);
        else
            output.InsertCodePoint(position, codePoint);

        if (order == 0)
            _start = output.Length;
    }
}
