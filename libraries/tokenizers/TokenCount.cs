using System.Runtime.InteropServices;

namespace Attune.Tokenizers;

/// <summary>The outcome of one encoding.</summary>
/// <param name="Total">Tokens the whole text has, special tokens included.</param>
/// <param name="Written">Tokens written, special tokens included; less than <paramref name="Total"/> where the text was cut.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TokenCount(int Total, int Written)
{
    /// <summary>The text was longer than the limit.</summary>
    public bool Truncated => Written < Total;
}
