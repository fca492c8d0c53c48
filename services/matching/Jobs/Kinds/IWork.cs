using Attune.Storage;
using Npgsql;

namespace Attune.Matching.Jobs.Kinds;

/// <summary>Items that lack their output, with all that is needed to make it.</summary>
internal interface IWork
{
    /// <summary>Of the items.</summary>
    IReadOnlyList<string> Ids { get; }

    /// <summary>Two parts of more than one item.</summary>
    IEnumerable<IWork> Halves();

    /// <summary>Computes and stores the outputs.</summary>
    /// <param name="connection">An open one, outside of any transaction.</param>
    /// <param name="write">Books what is stored in the transaction that stores it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ItemsRefusedException">Some have none, whatever is tried; the others are stored.</exception>
    Task ComputeAsync(NpgsqlConnection connection, WriteScope write, CancellationToken cancellationToken);
}
