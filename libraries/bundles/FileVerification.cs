namespace Attune.Bundles;

/// <summary>One file of a bundle compared with the manifest.</summary>
/// <param name="File">As the manifest calls it.</param>
/// <param name="Path">Where it was looked for.</param>
/// <param name="Expected">SHA-256 in lower-case hex.</param>
/// <param name="Actual">SHA-256 of what is there; null where it could not be read.</param>
/// <param name="Bytes">What was read of it.</param>
/// <param name="Reason">What the system said, where it could not be read.</param>
public sealed record FileVerification(
    string File, string Path, FileState State, string Expected, string? Actual, long Bytes, string? Reason)
{
    /// <summary>What is wrong, as a sentence that names the file; null for a sound one.</summary>
    public string? Problem => State switch
    {
        FileState.Sound => null,
        FileState.Missing => $"{Path} is missing.",
        FileState.Damaged => $"{Path} is damaged or not the file that the bundle was made with: its SHA-256 is {Actual}, and " +
            $"{BundleReader.ManifestName} says {Expected}.",
        _ => $"{Path} cannot be read: {Reason}",
    };
}
