using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Music.Evaluation.Runs;

/// <summary>The size of a task.</summary>
/// <param name="Playlists">That are evaluated.</param>
/// <param name="LeftOut">That have too few members for it.</param>
/// <param name="Cases">Playlists × folds.</param>
/// <param name="HeldOut">Members held out, over all cases.</param>
/// <param name="Candidates">Tracks to be ranked, over all cases.</param>
internal sealed record TaskSummary(int Playlists, int LeftOut, int Cases, int HeldOut, int Candidates)
{
    public static TaskSummary Of(EvaluationTask task) => new(
        task.Members.Count, task.LeftOut, task.Cases.Count, task.Cases.Sum(one => one.HeldOut.Count),
        task.Cases.Sum(one => one.Question.CandidateIds.Length));
}
