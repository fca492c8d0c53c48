using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Emotions;
using Attune.Matching.Models.Vectors;
using Attune.Matching.Music.Catalog;
using Npgsql;

namespace Attune.Matching.Music.Inputs;

/// <summary>
/// Completes inputs: computes what the store lacks and stores it. What the embedding service does not answer stays null and is counted as
/// missing, and what a model makes nothing of is named.
/// </summary>
/// <remarks>
/// Which texts are lacking is read in the caller's snapshot: a vector that a concurrent request stores meanwhile, or a text that changes,
/// must not make the inputs disagree. Results are written on a connection of their own, so that others see them at once.
/// </remarks>
internal sealed class InputFiller(
    NpgsqlDataSource database, VectorComputer vectors, EmotionComputer emotions, TrackSubject tracks, PlaylistSubject playlists)
{
    public async Task FillAsync(QuestionRun run, IReadOnlyList<TrackInput> inputs, CancellationToken cancellationToken)
    {
        if (run.Parts.Vectors) await FillVectorsAsync(run, inputs, cancellationToken);
        if (run.Emotions is { } model) await FillEmotionsAsync(run, inputs, model, cancellationToken);
    }

    /// <returns>By playlist id; those that could not be made are not in it.</returns>
    public async Task<IReadOnlyDictionary<string, float[]>> PlaylistVectorsAsync(
        QuestionRun run, string[] ids, CancellationToken cancellationToken) =>
        (await ComputeAsync(run, playlists, ids, cancellationToken)).ToDictionary(
            vector => vector.Id, vector => vector.Values, StringComparer.Ordinal);

    private async Task FillVectorsAsync(QuestionRun run, IReadOnlyList<TrackInput> inputs, CancellationToken cancellationToken)
    {
        var lacking = inputs.Where(track => track.Vector is null).ToDictionary(track => track.Id, StringComparer.Ordinal);
        if (lacking.Count == 0) return;
        var computed = await ComputeAsync(run, tracks, [.. lacking.Keys], cancellationToken);
        foreach (var vector in computed) lacking[vector.Id].Vector = vector.Values;
    }

    private async Task FillEmotionsAsync(
        QuestionRun run, IReadOnlyList<TrackInput> inputs, EmotionModel model, CancellationToken cancellationToken)
    {
        var tally = run.Tally;
        var lacking = inputs.Where(track => track.Emotions is null).ToDictionary(track => track.Id, StringComparer.Ordinal);
        if (lacking.Count == 0) return;
        string[] open = [.. lacking.Keys.Where(id => !tally.IsRefused(EmotionStore.TableName, id))];
        if (open.Length == 0) return;
        var missing = await TrackTexts.LackingAsync(run.Snapshot, EmotionStore.TableName, open, model.Key, cancellationToken);
        try
        {
            if (tally.Problem is null)
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                var computed = await emotions.ComputeAsync(connection, missing, model, cancellationToken);
                tally.EmotionsComputed += computed.Computed;
                tally.Refuse(computed.Refused);
                foreach (var one in computed.Emotions) lacking[one.Id].Emotions = one.Buckets;
                return;
            }
        }
        catch (DependencyUnavailableException error)
        {
            tally.Fail(error.Message);
        }
        tally.MissEmotions(missing.Select(item => item.Id));
    }

    private async Task<IReadOnlyList<StoredVector>> ComputeAsync(
        QuestionRun run, IEmbeddingSubject subject, string[] ids, CancellationToken cancellationToken)
    {
        var (model, tally) = (run.Bundle.Embedder, run.Tally);
        string[] open = [.. ids.Where(id => !tally.IsRefused(subject.VectorTable, id))];
        if (open.Length == 0) return [];
        var missing = await subject.MissingAsync(run.Snapshot, open, model, cancellationToken);
        try
        {
            if (tally.Problem is null)
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                var computed = await vectors.ComputeAsync(connection, subject, missing, model, cancellationToken);
                tally.EmbeddingsComputed += computed.Computed;
                tally.Refuse(computed.Refused);
                return computed.Vectors;
            }
        }
        catch (DependencyUnavailableException error)
        {
            tally.Fail(error.Message);
        }
        tally.MissVectors(subject.VectorTable, missing.Select(item => item.Id));
        return [];
    }
}
