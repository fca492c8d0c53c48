using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>Which commits, and which files of them.</summary>
/// <param name="Repositories">With commits as revisions.</param>
internal sealed record PullPlan(IReadOnlyDictionary<string, SourceRepository> Repositories, IReadOnlyList<FileOrder> Orders)
{
    /// <summary>Exactly what the lock says.</summary>
    public static PullPlan Locked(BundleLock locked) => new(
        locked.Repositories,
        [.. locked.Files.Select(
            x => new FileOrder(
                x.Key, locked.Repositories[x.Value.Repository], x.Value.Path, x.Value.Bytes, x.Value.Sha256, BundleLock.FileName))]);

    /// <summary>What the hub has now: commits for branches, lengths and hashes as far as it tells.</summary>
    public static async Task<PullPlan> AskAsync(
        BundleSource source, ModelHub hub, PullSettings settings, IPullProgress progress, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var repositories = new Dictionary<string, SourceRepository>(StringComparer.Ordinal);
        var orders = new List<FileOrder>();
        foreach (var (name, file) in source.Files)
        {
            var wanted = repositories.GetValueOrDefault(file.Repository) ?? source.Repositories[file.Repository];
            var found = await new FileProbe(hub, settings, progress, time).AskAsync(wanted, file.Path, cancellationToken);
            repositories[file.Repository] = wanted with { Revision = Commit(wanted, found.Commit) };
            if (file.Sha256 is not null && found.Sha256 is not null && file.Sha256 != found.Sha256)
                throw FileDownload.Refusal(
                    new FileOrder(name, wanted, file.Path, null, null, BundleSource.FileName), $"SHA-256 {found.Sha256}, as the hub says,",
                    file.Sha256);
            var authority = file.Sha256 is not null || file.Bytes is not null ? BundleSource.FileName : "the hub";
            orders.Add(new FileOrder(
                name, repositories[file.Repository], file.Path, file.Bytes ?? found.Bytes, file.Sha256 ?? found.Sha256, authority));
        }
        return new PullPlan(repositories, orders);
    }

    private static string Commit(SourceRepository wanted, string? found)
    {
        if (SourceReader.IsCommit(wanted.Revision))
            return found is null || found == wanted.Revision
                ? wanted.Revision
                : throw new CliException($"The hub answers with commit {found} of {wanted.Id}, which was asked for at {wanted.Revision}.");
        return found is not null && SourceReader.IsCommit(found) ? found
            : throw new CliException(
                $"The hub does not say which commit '{wanted.Revision}' of {wanted.Id} is. Name the commit in {BundleSource.FileName}.");
    }
}
