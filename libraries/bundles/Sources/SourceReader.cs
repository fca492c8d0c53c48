using System.Text.Json;
using System.Text.RegularExpressions;

namespace Attune.Bundles.Sources;

/// <summary>Reads and writes the descriptions of bundles that are downloaded.</summary>
public static partial class SourceReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The source in the folder; null where it has none.</summary>
    /// <exception cref="BundleRefusedException">It cannot be read, or contradicts itself; all that is wrong is said.</exception>
    public static async Task<BundleSource?> ReadSourceAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, BundleSource.FileName);
        if (await ReadAsync<BundleSource>(path, cancellationToken) is not { } source)
            return null;
        Require(path, SourceCheck.Problems(source));
        // What the manifest will be is checked before anything is downloaded for it.
        BundleComposer.Check(source, path);
        return source;
    }

    /// <summary>The lock in the folder; null where it has none.</summary>
    /// <exception cref="BundleRefusedException">It cannot be read, or contradicts itself.</exception>
    public static async Task<BundleLock?> ReadLockAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, BundleLock.FileName);
        if (await ReadAsync<BundleLock>(path, cancellationToken) is not { } read)
            return null;
        Require(path, SourceCheck.Problems(read));
        return read;
    }

    /// <summary>UTF-8, indented, with a line feed at its end.</summary>
    public static byte[] Serialize(BundleLock value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Strict), (byte)'\n'];

    /// <summary>Whether a revision names a commit, which never moves.</summary>
    public static bool IsCommit(string revision) => Commit().IsMatch(revision);

    private static async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await File.ReadAllBytesAsync(path, cancellationToken), Strict)
                ?? throw new JsonException("It holds null.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new BundleRefusedException($"{path} cannot be used: {e.Message}", e);
        }
    }

    private static void Require(string path, IEnumerable<string> problems)
    {
        var all = string.Join(' ', problems);
        if (all.Length > 0)
            throw new BundleRefusedException($"{path}: {all}");
    }

    [GeneratedRegex(@"^[0-9a-f]{40}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Commit();
}
