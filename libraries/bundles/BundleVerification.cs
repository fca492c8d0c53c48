namespace Attune.Bundles;

/// <summary>Every file of a bundle compared with the manifest, in the manifest's order.</summary>
public sealed record BundleVerification(IReadOnlyList<FileVerification> Files)
{
    public bool IsSound => Files.All(x => x.State == FileState.Sound);

    /// <exception cref="BundleRefusedException">A file is missing, damaged or unreadable; all of them are named.</exception>
    public void ThrowIfUnsound()
    {
        if (!IsSound)
            throw new BundleRefusedException(string.Join(' ', Files.Select(x => x.Problem).OfType<string>()));
    }
}
