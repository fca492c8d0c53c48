namespace Attune.Tokenizers.Normalization;

/// <summary>One normaliser behind the other.</summary>
/// <param name="normalizers">None: the text stays as it is.</param>
internal sealed class NormalizerSequence(INormalizer[] normalizers) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output, ref Work work)
    {
        CharBuffer even = new(text.Length), odd = new(text.Length);
        try
        {
            for (var i = 0; i < normalizers.Length - 1; i++)
            {
                if (i % 2 == 0)
                {
                    even.Clear();
                    normalizers[i].Normalize(text, ref even, ref work);
                    text = even.Written;
                }
                else
                {
                    odd.Clear();
                    normalizers[i].Normalize(text, ref odd, ref work);
                    text = odd.Written;
                }
            }

            if (normalizers.Length == 0)
                output.Append(text);
            else
                normalizers[^1].Normalize(text, ref output, ref work);
        }
        finally
        {
            even.Dispose();
            odd.Dispose();
        }
    }
}
