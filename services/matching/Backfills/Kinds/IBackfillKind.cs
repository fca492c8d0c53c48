using Attune.Contracts.Matching.V1;
using Attune.Matching.Embeddings;
using Npgsql;

namespace Attune.Matching.Backfills.Kinds;

/// <summary>One of the things that backfills compute: what it is called, what it is about, what is missing and how that is made.</summary>
internal interface IBackfillKind
{
    BackfillKind Kind { get; }

    /// <summary>In the store, and in messages.</summary>
    string Name { get; }

    /// <summary>The table of what it is about: tracks or playlists.</summary>
    string Items { get; }

    /// <summary>Of all that decides what is computed, beside the model.</summary>
    string Versions { get; }

    /// <summary>Whether row i of <see cref="Items"/> lacks the output of @model and @revision, in SQL; null where only working on it tells.</summary>
    string? LacksOutput { get; }

    /// <summary>The model whose outputs are computed; one without a name when no model is needed; null when the bundle has none.</summary>
    ModelKey? ModelOf(ServingBundle bundle);

    /// <summary>What of the ids lacks its output now. Ids that no longer exist are left out.</summary>
    Task<IReadOnlyList<Embeddable>> MissingAsync(NpgsqlConnection connection, string[] ids, ServingBundle bundle, CancellationToken cancellationToken);

    /// <summary>Computes and stores the outputs of some of what is missing.</summary>
    /// <param name="connection">An open one, outside of any transaction.</param>
    /// <param name="items">From <see cref="MissingAsync"/>.</param>
    /// <param name="bundle">What serves.</param>
    /// <param name="write">Books what is stored in the transaction that stores it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ComputeAsync(NpgsqlConnection connection, IReadOnlyList<Embeddable> items, ServingBundle bundle, WriteScope write, CancellationToken cancellationToken);
}
