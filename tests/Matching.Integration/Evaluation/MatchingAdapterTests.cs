using System.Data;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;
using EvaluationSpec = Attune.Matching.Music.Evaluation.Tasks.EvaluationSpec;

namespace Attune.Matching.Integration.Evaluation;

/// <summary>What is evaluated is what serves.</summary>
public sealed class MatchingAdapterTests(MatchingFixture matching) : IClassFixture<MatchingFixture>
{
    [Fact]
    public async Task A_playlist_with_held_out_members_is_matched_as_if_it_had_never_had_them()
    {
        await SampleCatalog.ImportAsync(matching);
        var bundle = await matching.Bundles.GetAsync(CancellationToken.None);
        EvaluationTask task;
        MatchingInputs inputs;
        await using (var connection = await matching.Database.OpenConnectionAsync())
        {
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            task = EvaluationTask.Of(EvaluationSpec.Default, await CatalogListingReader.ReadAsync(connection, CancellationToken.None));
            inputs = await matching.Adapter.ReadAsync(connection, task, [MatchConfig.BuiltIn], bundle, CancellationToken.None);
        }
        ScoringQuestion[] questions = [.. task.Cases.Select(one => one.Question).Where((_, i) => i % 20 == 7)];
        var rankings = await matching.Adapter.RankAsync(inputs, questions, MatchConfig.BuiltIn, CancellationToken.None);
        foreach (var (question, ranking) in questions.Zip(rankings))
        {
            var copy = (await matching.Playlists.FindAsync(question.PlaylistId, CancellationToken.None))!;
            copy.Id = "copy";
            copy.TrackIds.Clear();
            copy.TrackIds.Add(question.VisibleIds);
            await matching.Playlists.UpsertAsync([copy], CancellationToken.None);
            var outcome = await matching.MatchAsync(new MatchRequest { PlaylistIds = { "copy" }, TrackIds = { question.CandidateIds }, Limit = 1_000, Config = "builtin" });
            var matched = outcome.Answer.Ranked["copy"];
            Assert.Equal(matched.Select(track => track.TrackId), ranking.Select(track => track.Id));
            Assert.All(matched.Zip(ranking), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));
        }
    }
}
