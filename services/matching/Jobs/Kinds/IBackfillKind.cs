using Attune.Contracts.Matching.V1;
using Npgsql;

namespace Attune.Matching.Jobs.Kinds;

/// <summary>
/// One of the things that backfills compute: what it is called, what it is about, what has to be there before, and who makes it. All that
/// the engine knows of it is asked here.
/// </summary>
internal interface IBackfillKind
{
    BackfillKind Kind { get; }

    /// <summary>In messages and in the store, where it is also the table of the outputs.</summary>
    string Name { get; }

    /// <summary>The table of what it is about: tracks or playlists.</summary>
    string Items { get; }

    /// <summary>The column that names one of <see cref="Items"/> in other tables.</summary>
    string IdColumn { get; }

    /// <summary>Of all that decides what is computed, beside the model.</summary>
    string Versions { get; }

    /// <summary>
    /// Whether row i of <see cref="Items"/> lacks the output of @model and @revision, in SQL; null where only working on it tells.
    /// </summary>
    string? LacksOutput { get; }

    /// <summary>Who makes the outputs at this moment.</summary>
    Task<IOutputMaker> OpenAsync(CancellationToken cancellationToken);

    /// <summary>What has to be computed before a job with that selection, in any order, where something of it is lacking.</summary>
    Task<IReadOnlyList<Prerequisite>> PrerequisitesAsync(
        NpgsqlConnection connection, JobSelection selection, CancellationToken cancellationToken);
}
