using Attune.Bundles;
using Attune.Bundles.Sources;
using Attune.Cli.Models.Pulling;
using Attune.Tokenizers;

namespace Attune.Cli.Models;

/// <summary>Everything that can be said of a bundle without running its models.</summary>
internal static class BundleCheck
{
    /// <param name="described">The folder with its source and lock, for bundles that have one.</param>
    /// <returns>One line a thing that was looked at, and whether it is as it should be.</returns>
    public static async Task<IReadOnlyList<(bool Good, string Text)>> RunAsync(
        string folder, string? described, IProgress<FileProgress>? progress, CancellationToken cancellationToken)
    {
        var lines = new List<(bool, string)>();
        Bundle bundle;
        try
        {
            bundle = await BundleReader.ReadAsync(folder, cancellationToken);
        }
        catch (BundleRefusedException error)
        {
            return [(false, error.Message)];
        }
        lines.Add((true, $"{BundleReader.ManifestName}: bundle '{bundle.Manifest.Name}', {bundle.Hash}"));

        var verification = await BundleFiles.InspectAsync(bundle, progress, cancellationToken);
        foreach (var file in verification.Files) lines.Add(Line(bundle, file));

        foreach (var tokenizer in bundle.Manifest.Models.Select(x => x.Tokenizer).Distinct(StringComparer.Ordinal))
            if (verification.Files.First(x => x.File == tokenizer).State == FileState.Sound) lines.Add(Tokenizer(bundle, tokenizer));
        if (described is not null) lines.AddRange(await LockAsync(bundle, described, cancellationToken));
        return lines;
    }

    // A manifest may have been made of what was no model.
    private static (bool, string) Line(Bundle bundle, FileVerification file) =>
        file.Problem is { } problem ? (false, problem)
        : FileContent.Problem(bundle.PathOf(file.File), file.File) is { } content ? (false, $"{file.File} {content}")
        : (true, $"{file.File}: {ByteSize.Format(file.Bytes)}, SHA-256 as the manifest says");

    private static (bool, string) Tokenizer(Bundle bundle, string file)
    {
        try
        {
            return (true, $"{file}: a tokenizer of {TokenizerFile.Load(bundle.PathOf(file)).VocabularySize:N0} entries");
        }
        catch (Exception error) when (error is TokenizerFormatException or IOException)
        {
            return (false, error.Message);
        }
    }

    private static async Task<IEnumerable<(bool, string)>> LockAsync(Bundle bundle, string described, CancellationToken cancellationToken)
    {
        try
        {
            if (await SourceReader.ReadSourceAsync(described, cancellationToken) is not { } source) return [];
            if (await SourceReader.ReadLockAsync(described, cancellationToken) is not { } locked)
                return [(false, $"{Path.Combine(described, BundleLock.FileName)} is missing: pull the bundle to write it.")];
            string[] differences = [.. LockComparison.Differences(source, locked)];
            if (differences.Length > 0) return differences.Select(x => (false, x));
            var composed = BundleReader.Parse(bundle.Folder, BundleComposer.Compose(source, locked), BundleSource.FileName);
            return [composed.Hash == bundle.Hash
                ? (true, $"{BundleLock.FileName}: agrees with source and manifest")
                : (false, $"{bundle.PathOf(BundleReader.ManifestName)} is not what {BundleSource.FileName} and {BundleLock.FileName} in " +
                    $"{described} say ({composed.Hash}): pull the bundle again.")];
        }
        catch (BundleRefusedException error)
        {
            return [(false, error.Message)];
        }
    }
}
