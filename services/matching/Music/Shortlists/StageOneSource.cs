using Attune.Matching.Music.Inputs;
using Npgsql;

namespace Attune.Matching.Music.Shortlists;

/// <summary>
/// Stage 1's lists: as they are stored, brought up to date by scoring only the tracks that have changed since, or made from all candidates.
/// </summary>
/// <remarks>
/// A list depends on its profile, on how pairs are scored and on the candidates. While the first two hold, a list of earlier candidates
/// differs only where the candidates do: those are scored again and put where they belong, and all other scores stand.
/// </remarks>
internal sealed class StageOneSource(NpgsqlDataSource database, PairScorer scorer, TimeProvider time)
{
    // Scoring fewer is faster than looking up what is stored of them.
    private const int FewestCandidates = 512;

    /// <returns>One a profile, in their order; each reaches <see cref="StageOneInputs.Needed"/>.</returns>
    public async Task<IReadOnlyList<StageOneList>> LoadAsync(QuestionRun run, StageOneInputs inputs, CancellationToken cancellationToken)
    {
        if (inputs.Profiles.Count == 0) return [];
        if (inputs.CandidateCount < FewestCandidates) return await scorer.AllAsync(run, inputs, Indices(inputs), cancellationToken);
        var scoring = StageOneScope.ScoringHash(inputs.Config, inputs.Question.IncludeMembers);
        var scope = StageOneScope.HashOf(inputs.Question);
        var stored = await StageOneListStore.FindAsync(
            run.Snapshot, inputs.Profiles.Select(profile => profile.ContentHash), scoring, scope, cancellationToken);
        var lists = new StageOneList?[inputs.Profiles.Count];
        for (var i = 0; i < lists.Length; i++)
            if (stored.GetValueOrDefault(inputs.Profiles[i].ContentHash) is { } list && list.CandidateSetHash == inputs.CandidateSetHash
                && list.Reaches(inputs.Needed))
                lists[i] = list;
        if (lists.Any(list => list is null)) await CompleteAsync(run, inputs, lists, stored, scoring, scope, cancellationToken);
        return lists!;
    }

    private async Task CompleteAsync(
        QuestionRun run, StageOneInputs inputs, StageOneList?[] lists, IReadOnlyDictionary<string, StageOneList> stored, string scoring,
        string scope,
        CancellationToken cancellationToken)
    {
        int[] open = [.. Indices(inputs).Where(i => lists[i] is null)];
        var current = await CandidateSetStore.ReadAsync(run.Snapshot, inputs.Question, inputs.CandidateSetHash, cancellationToken);
        await UpdateAsync(run, inputs, lists, stored, open, current, cancellationToken);
        int[] rest = [.. open.Where(i => lists[i] is null)];
        if (rest.Length > 0)
            foreach (var (i, list) in rest.Zip(await scorer.AllAsync(run, inputs, rest, cancellationToken))) lists[i] = list;
        // A score that lacks a signal for want of the embedding service is good for this answer only.
        if (run.Tally.Problem is null) await SaveAsync(current, open.Select(i => lists[i]!), scoring, scope, cancellationToken);
    }

    /// <summary>Lists of earlier candidates become lists of these where few have changed and enough is left.</summary>
    private async Task UpdateAsync(
        QuestionRun run, StageOneInputs inputs, StageOneList?[] lists, IReadOnlyDictionary<string, StageOneList> stored, int[] open,
        CandidateSet current,
        CancellationToken cancellationToken)
    {
        var earlier = open.Where(i => stored.ContainsKey(inputs.Profiles[i].ContentHash))
            .GroupBy(i => stored[inputs.Profiles[i].ContentHash].CandidateSetHash, StringComparer.Ordinal).ToList();
        if (earlier.Count == 0) return;
        var sets = await CandidateSetStore.FindAsync(run.Snapshot, [.. earlier.Select(group => group.Key)], cancellationToken);
        foreach (var group in earlier)
        {
            if (!sets.TryGetValue(group.Key, out var set)) continue;
            var changes = current.Since(set);
            if (changes.Scored.Count > current.TrackIds.Length / 4) continue;
            int[] playlists = [.. group];
            var forgotten = changes.Forgotten.ToHashSet(StringComparer.Ordinal);
            var scored = await scorer.SomeAsync(run, inputs, playlists, changes.Scored, cancellationToken);
            foreach (var (i, candidates) in playlists.Zip(scored))
            {
                var list = stored[inputs.Profiles[i].ContentHash].Changed(current.Hash, forgotten, candidates, inputs.Depth);
                if (list.Reaches(inputs.Needed)) lists[i] = list;
            }
        }
    }

    private async Task SaveAsync(
        CandidateSet set, IEnumerable<StageOneList> lists, string scoring, string scope, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CandidateSetStore.SaveAsync(connection, set, cancellationToken);
        await StageOneListStore.SaveAsync(connection, lists, scoring, scope, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<int> Indices(StageOneInputs inputs) => Enumerable.Range(0, inputs.Profiles.Count);
}
