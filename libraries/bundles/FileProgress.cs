namespace Attune.Bundles;

/// <summary>How far the files of a bundle have been read.</summary>
/// <param name="File">The one being read.</param>
/// <param name="Done">Bytes, of all files.</param>
/// <param name="Total">Bytes of all files that are there.</param>
public readonly record struct FileProgress(string File, long Done, long Total);
