using System.Security.Cryptography;

namespace Attune.Bundles;

/// <summary>Compares every file of a bundle with its hash.</summary>
public static class BundleFiles
{
    /// <exception cref="BundleRefusedException">A file is missing or differs; it is named.</exception>
    public static async Task VerifyAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        foreach (var (file, expected) in bundle.Manifest.Files)
        {
            string actual = await HashAsync(bundle.PathOf(file), cancellationToken);
            if (actual != expected)
                throw new BundleRefusedException($"{bundle.PathOf(file)} is damaged or not the file that the bundle was made with: its SHA-256 is {actual}, and {BundleReader.ManifestName} says {expected}.");
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BundleRefusedException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
