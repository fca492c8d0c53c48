using System.Runtime.InteropServices;

namespace Attune.Tokenizers.Models;

/// <summary>The best way to segment a word up to one position.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct PathNode
{
    /// <summary>The <see cref="Start"/> of a position that nothing reaches yet.</summary>
    public const int Unreached = -1;

    public double Score;

    /// <summary>Where the last piece begins.</summary>
    public int Start;

    /// <summary>The id of the last piece.</summary>
    public int Id;
}
