using System.Buffers;
using System.Security.Cryptography;

namespace Attune.Bundles;

/// <summary>Reads the files of a bundle once each, hashing what it reads.</summary>
internal sealed class FileScan(Bundle bundle, IProgress<FileProgress>? progress)
{
    private const int BufferSize = 1 << 20;

    private readonly long _total = bundle.Manifest.Files.Keys.Select(x => new FileInfo(bundle.PathOf(x))).Sum(x => x.Exists ? x.Length : 0);
    private long _done;

    /// <summary>Bytes of all files that are there.</summary>
    public long Total => _total;

    /// <param name="copyTo">
    /// Opens what receives the bytes of a file while they are hashed; null where they are only hashed. Its errors are the caller's.
    /// </param>
    public async Task<BundleVerification> RunAsync(Func<string, Stream>? copyTo, CancellationToken cancellationToken)
    {
        var files = new List<FileVerification>();
        foreach (var (file, expected) in bundle.Manifest.Files)
            files.Add(await ScanAsync(file, expected, copyTo, cancellationToken));
        return new BundleVerification(files);
    }

    private async Task<FileVerification> ScanAsync(
        string file, string expected, Func<string, Stream>? copyTo, CancellationToken cancellationToken)
    {
        var path = bundle.PathOf(file);
        FileVerification Found(FileState state, string? actual = null, long bytes = 0, string? reason = null) =>
            new(file, path, state, expected, actual, bytes, reason);

        FileStream source;
        try
        {
            source = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Found(FileState.Missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Found(FileState.Unreadable, reason: e.Message);
        }

        await using (source)
        {
            await using var copy = copyTo?.Invoke(file);
            var (actual, bytes, reason) = await PumpAsync(file, source, copy, cancellationToken);
            return actual is null ? Found(FileState.Unreadable, bytes: bytes, reason: reason)
                : Found(actual == expected ? FileState.Sound : FileState.Damaged, actual, bytes);
        }
    }

    private async Task<(string? Hash, long Bytes, string? Reason)> PumpAsync(
        string file, FileStream source, Stream? copy, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long bytes = 0;
        try
        {
            while (true)
            {
                int read;
                try
                {
                    read = await source.ReadAsync(buffer, cancellationToken);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return (null, bytes, e.Message);
                }

                if (read == 0)
                    return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, null);
                hash.AppendData(buffer, 0, read);
                if (copy is not null)
                    await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                bytes += read;
                _done += read;
                progress?.Report(new FileProgress(file, _done, _total));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
