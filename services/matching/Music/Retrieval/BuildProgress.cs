using Npgsql;

namespace Attune.Matching.Music.Retrieval;

/// <summary>Says from time to time how far a build is. What it cannot read does not disturb the build.</summary>
internal sealed partial class BuildProgress(NpgsqlDataSource database, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <param name="process">The session that builds.</param>
    /// <param name="index">What it builds.</param>
    /// <param name="over">When the build has ended; the task completes then, without an exception.</param>
    public async Task WatchAsync(int process, string index, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, over);
                await SayAsync(process, index, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The build is over.
        }
        catch (NpgsqlException error)
        {
            Log.Unknown(logger, index, error);
        }
    }

    private async Task SayAsync(int process, string index, CancellationToken cancellationToken)
    {
        await using var command =
            database.CreateCommand("SELECT phase, coalesce(tuples_done, 0) FROM pg_stat_progress_create_index WHERE pid = $1");
        command.Parameters.Add(new() { Value = process });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken)) Log.Working(logger, index, reader.GetString(0), reader.GetInt64(1));
    }
}
