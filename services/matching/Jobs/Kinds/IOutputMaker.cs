using Npgsql;

namespace Attune.Matching.Jobs.Kinds;

/// <summary>Makes the outputs of one kind, with what serves when it is opened.</summary>
internal interface IOutputMaker
{
    /// <summary>Hash of the bundle that serves.</summary>
    string BundleHash { get; }

    /// <summary>The model whose outputs are computed; one without a name when no model is needed; null when the bundle has none.</summary>
    OutputModel? Model { get; }

    /// <summary>What of the ids lacks its output now. Ids that no longer exist are left out.</summary>
    Task<IWork> ReadAsync(NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken);
}
