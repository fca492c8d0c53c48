using System.Globalization;
using System.Text.Json;
using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Evaluation.Runs;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>Stored decisions as messages, the newest first.</summary>
internal static class DecisionReader
{
    private const string Sql = """
        SELECT id, kind, name, from_hash, to_hash, accepted, coalesce(from_run, ''), coalesce(to_run, ''), judgement, overridden, reason,
            decided_at, figures::text
        FROM default_decisions WHERE id < $1 ORDER BY id DESC LIMIT $2
        """;

    /// <param name="connection">To the store.</param>
    /// <param name="before">Only decisions with smaller ids.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<GateDecision>> ListAsync(
        NpgsqlConnection connection, long before, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = before }, new() { Value = most } } };
        var decisions = new List<GateDecision>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) decisions.Add(Read(reader));
        return decisions;
    }

    public static string PositionOf(GateDecision decision) => decision.Id.ToString(CultureInfo.InvariantCulture);

    /// <param name="position">Of the last decision of the page before; empty for the first page.</param>
    /// <exception cref="InvalidRequestException">It is none that <see cref="PositionOf"/> made.</exception>
    public static long ParsePosition(string position)
    {
        if (position.Length == 0) return long.MaxValue;
        return long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new InvalidRequestException("page_token", "is none that this service gave; start with an empty one");
    }

    private static GateDecision Read(NpgsqlDataReader reader)
    {
        var decision = new GateDecision
        {
            Id = reader.GetInt64(0), Kind = KindOf(reader.GetString(1)), Name = reader.GetString(2),
            FromHash = reader.GetString(3), ToHash = reader.GetString(4), Accepted = reader.GetBoolean(5),
            FromRun = reader.GetString(6), ToRun = reader.GetString(7), Judgement = reader.GetString(8),
            Overridden = reader.GetBoolean(9), OverrideReason = reader.GetString(10),
            DecidedAt = Timestamp.FromDateTime(reader.GetDateTime(11)),
        };
        if (reader.IsDBNull(12)) return decision;
        var stored = JsonSerializer.Deserialize<StoredFigures>(reader.GetString(12), JsonSerializerOptions.Web)!;
        decision.Figures = EvaluationMessages.Comparison(stored.Metric, stored.Figures);
        decision.Loses = stored.Loses;
        return decision;
    }

    private static GateDecisionKind KindOf(string kind) => kind switch
    {
        Decision.Config => GateDecisionKind.Config,
        Decision.Bundle => GateDecisionKind.Bundle,
        _ => throw new InvalidOperationException($"There is no kind of decision '{kind}'."),
    };
}
