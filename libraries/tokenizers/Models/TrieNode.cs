using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Models;

/// <summary>A node of a double-array trie. Together in memory, so that a step costs one cache miss at most.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct TrieNode
{
    /// <summary>The child by code c is node Base + c, where the <see cref="Parent"/> of that is this one.</summary>
    public int Base;

    public int Parent;

    /// <summary>The id of the entry that ends here, or <see cref="VocabularyTrie.NoId"/>.</summary>
    public int Id;
}
