namespace Attune.Bundles;

/// <summary>What was found of a file that the manifest names.</summary>
public enum FileState
{
    /// <summary>It has the hash that the manifest says.</summary>
    Sound,

    Missing,

    /// <summary>It can be read and has another hash.</summary>
    Damaged,

    /// <summary>It is there and cannot be read: its permissions, its disk.</summary>
    Unreadable,
}
