using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Models.Bundles;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>A kind with the bundle that serves.</summary>
internal sealed class BundleOutputs(BundleKind kind, ServingBundle bundle) : IOutputMaker
{
    public string BundleHash => bundle.Hash;

    public OutputModel? Model => kind.ModelOf(bundle) is { } key ? new(key.Name, key.Revision, $"{key}") : null;

    public async Task<IWork> ReadAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken) =>
        new BundleWork(kind, bundle, [.. await kind.MissingAsync(connection, ids, bundle, cancellationToken)]);
}
