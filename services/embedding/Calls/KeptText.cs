using System.Runtime.InteropServices;
using Attune.Tokenizers;

namespace Attune.Embedding.Calls;

/// <summary>A text of a call that became a sequence.</summary>
/// <param name="Place">Which text of the request it is.</param>
/// <param name="Count">What it became.</param>
/// <param name="IsUnknown">The model knows no word of it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeptText(int Place, TokenCount Count, bool IsUnknown);
