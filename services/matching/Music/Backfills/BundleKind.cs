using Attune.Contracts.Matching.V1;
using Attune.Matching.Jobs.Kinds;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Models.Serving;
using Attune.Matching.Music.Catalog;
using Attune.Storage;
using Dapper;
using Npgsql;

namespace Attune.Matching.Music.Backfills;

/// <summary>
/// A kind whose outputs are made with the bundle that serves, or with none of its models, and go stale as the catalogue changes.
/// </summary>
internal abstract class BundleKind(BundleCache bundles) : IBackfillKind
{
    public abstract BackfillKind Kind { get; }
    public abstract string Name { get; }
    public abstract string Items { get; }
    public abstract string IdColumn { get; }
    public abstract string Versions { get; }
    public abstract string? LacksOutput { get; }

    /// <summary>It is made of outputs of other kinds.</summary>
    public virtual bool IsMadeOfOthers => false;

    public async Task<IOutputMaker> OpenAsync(CancellationToken cancellationToken) =>
        new BundleOutputs(this, await ServingAsync(cancellationToken));

    public virtual Task<IReadOnlyList<Prerequisite>> PrerequisitesAsync(
        NpgsqlConnection connection, JobSelection selection, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Prerequisite>>([]);

    /// <summary>
    /// Ids of <see cref="Items"/> whose output the change has made stale. Those without one, of whatever text or list, have nothing to
    /// lose.
    /// </summary>
    public virtual async Task<IReadOnlyList<string>> StaleAsync(
        NpgsqlConnection connection, CatalogueChanged change, CancellationToken cancellationToken)
    {
        var ids = Touched(change);
        if (ids.Length == 0) return [];
        return (await connection.QueryAsync<string>(new CommandDefinition(
            $"SELECT DISTINCT {IdColumn} FROM {Name} WHERE {IdColumn} = ANY(@ids)", new { ids },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The model whose outputs are computed; one without a name when no model is needed; null when the bundle has none.</summary>
    public abstract ModelKey? ModelOf(ServingBundle bundle);

    /// <summary>What of the ids lacks its output now. Ids that no longer exist are left out.</summary>
    public abstract Task<IReadOnlyList<Embeddable>> MissingAsync(
        NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken);

    /// <summary>Computes and stores the outputs of some of what is missing; see <see cref="IWork.ComputeAsync"/>.</summary>
    public abstract Task ComputeAsync(
        NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write,
        CancellationToken cancellationToken);

    /// <summary>What the change names of the things that the outputs are made of.</summary>
    protected abstract string[] Touched(CatalogueChanged change);

    protected ValueTask<ServingBundle> ServingAsync(CancellationToken cancellationToken) => bundles.GetAsync(cancellationToken);

    /// <exception cref="ItemsRefusedException">There are some.</exception>
    protected static void ThrowIfAny(IReadOnlyList<Refusal> refused)
    {
        if (refused.Count == 0) return;
        throw new ItemsRefusedException(
            refused.DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Reason, StringComparer.Ordinal));
    }
}
