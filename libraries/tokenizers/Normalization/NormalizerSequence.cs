namespace Attune.Tokenizers.Normalization;

/// <summary>One normaliser behind the other.</summary>
/// <param name="normalizers">At least one.</param>
internal sealed class NormalizerSequence(INormalizer[] normalizers) : INormalizer
{
    public void Normalize(ReadOnlySpan<char> text, ref CharBuffer output)
    {
        CharBuffer even = new(text.Length), odd = new(text.Length);
        try
        {
            for (int i = 0; i < normalizers.Length - 1; i++)
            {
                if (i % 2 == 0)
                {
                    even.Clear();
                    normalizers[i].Normalize(text, ref even);
                    text = even.Written;
                }
                else
                {
                    odd.Clear();
                    normalizers[i].Normalize(text, ref odd);
                    text = odd.Written;
                }
            }

            normalizers[^1].Normalize(text, ref output);
        }
        finally
        {
            even.Dispose();
            odd.Dispose();
        }
    }
}
