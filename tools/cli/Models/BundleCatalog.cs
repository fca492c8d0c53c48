using System.Text.Json.Nodes;
using Attune.Bundles;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models;

/// <summary>What bundles there are, without reading their files.</summary>
internal sealed class BundleCatalog(ModelFolders folders)
{
    public async Task<IReadOnlyList<BundleEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<BundleEntry>();
        foreach (var name in folders.Names()) entries.Add(await DescribeAsync(name, cancellationToken));
        return entries;
    }

    private async Task<BundleEntry> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var described = folders.Described(name);
            if (described is null || await SourceReader.ReadSourceAsync(described, cancellationToken) is not { } source)
                return await ReadyAsync(
                    name, folders.Servable(name)!, described is null
                        ? BundleState.Pulled
                        : BundleState.InRepository, described is null
                        ? "not described in this checkout"
                        : "", cancellationToken);

            var locked = await SourceReader.ReadLockAsync(described, cancellationToken);
            if (folders.Servable(name) is not { } folder) return NotPulled(name, source, locked);
            var current = locked is not null && !LockComparison.Differences(source, locked).Any()
                && await File.ReadAllBytesAsync(Path.Combine(folder, BundleReader.ManifestName), cancellationToken) is { } manifest
                && manifest.AsSpan().SequenceEqual(BundleComposer.Compose(source, locked));
            return await ReadyAsync(
                name, folder, current
                    ? BundleState.Pulled
                    : BundleState.Outdated, current
                    ? ""
                    : $"pull it again: {BundleSource.FileName} or {BundleLock.FileName} has changed", cancellationToken);
        }
        catch (BundleRefusedException error)
        {
            return new BundleEntry(
                name, BundleState.Unusable, folders.Servable(name) ?? folders.Described(name)!, null, [], null, error.Message);
        }
    }

    private static async Task<BundleEntry> ReadyAsync(
        string name, string folder, BundleState state, string remark, CancellationToken cancellationToken)
    {
        var bundle = await BundleReader.ReadAsync(folder, cancellationToken);
        var files = bundle.Manifest.Files.Keys.Select(x => new FileInfo(bundle.PathOf(x))).ToList();
        var missing = files.Count(x => !x.Exists);
        if (missing > 0) (state, remark) = (BundleState.Unusable, $"{missing} of {files.Count} files are missing");
        return new BundleEntry(
            name, state, folder, bundle.Hash, [.. bundle.Manifest.Models.Select(x => new BundleModel(x.Name, x.Kind, x.Revision))],
            files.Where(x => x.Exists).Sum(x => x.Length), remark);
    }

    private BundleEntry NotPulled(string name, BundleSource source, BundleLock? locked)
    {
        var target = folders.Downloaded(name);
        var parts = new DirectoryInfo(Path.Combine(target, ".parts"));
        var come = parts.Exists ? parts.EnumerateFiles("*.part", SearchOption.AllDirectories).Sum(x => x.Length) : 0;
        var known = (locked?.Files ?? source.Files).Values.Select(x => x.Bytes).ToList();
        var repositories = locked is not null && !LockComparison.Differences(source, locked).Any()
            ? locked.Repositories
            : source.Repositories;
        return new BundleEntry(name, BundleState.NotPulled, target, null,
            [.. source.Models.Select(x => new BundleModel(Text(x, "name"), Text(x, "kind"), repositories[Text(x, "repository")].Revision))],
            known.Contains(null)
                ? null
                : known.Sum(), come > 0
                ? $"{ByteSize.Format(come)} have come; pull to go on"
                : $"./attune models pull {name}");
    }

    private static string Text(JsonObject model, string key) => model[key]?.ToString() ?? "";
}
