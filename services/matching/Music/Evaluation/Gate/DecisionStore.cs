using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>Decisions in the store; never changed.</summary>
internal static class DecisionStore
{
    public static async Task SaveAsync(NpgsqlConnection connection, Decision decision, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO default_decisions (kind, name, from_hash, to_hash, accepted, from_run, to_run, figures, judgement, overridden,
                reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, connection)
        {
            Parameters =
            {
                new() { Value = decision.Kind }, new() { Value = decision.Name }, new() { Value = decision.FromHash },
                new() { Value = decision.ToHash }, new() { Value = decision.Accepted },
                Text(decision.Verdict?.Present.Id), Text(decision.Verdict?.Candidate.Id), Figures(decision.Verdict),
                new() { Value = decision.Judgement }, new() { Value = decision.Override.Wanted },
                new() { Value = decision.Override.Reason },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Figures(GateVerdict? verdict) => new()
    {
        Value = verdict is null ? DBNull.Value : JsonSerializer.Serialize(StoredFigures.Of(verdict), JsonSerializerOptions.Web),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };
}
