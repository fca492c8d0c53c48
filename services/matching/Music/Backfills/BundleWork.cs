using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>What a bundle has to compute.</summary>
internal sealed class BundleWork(BundleKind kind, ServingBundle bundle, Embeddable[] items) : IWork
{
    public IReadOnlyList<string> Ids { get; } = [.. items.Select(item => item.Id)];

    public IEnumerable<IWork> Halves() => items.Chunk((items.Length + 1) / 2).Select(half => new BundleWork(kind, bundle, half));

    public Task ComputeAsync(NpgsqlConnection connection, WriteScope write, CancellationToken cancellationToken) =>
        kind.ComputeAsync(connection, items, bundle, write, cancellationToken);
}
