namespace Attune.Bundles;

/// <summary>Compares every file of a bundle with its hash.</summary>
public static class BundleFiles
{
    /// <summary>What is there of every file; nothing is thrown for a bad one.</summary>
    public static Task<BundleVerification> InspectAsync(
        Bundle bundle, IProgress<FileProgress>? progress, CancellationToken cancellationToken) =>
        new FileScan(bundle, progress).RunAsync(copyTo: null, cancellationToken);

    /// <exception cref="BundleRefusedException">A file is missing, damaged or unreadable; all of them are named.</exception>
    public static async Task VerifyAsync(Bundle bundle, CancellationToken cancellationToken) =>
        (await InspectAsync(bundle, progress: null, cancellationToken)).ThrowIfUnsound();
}
