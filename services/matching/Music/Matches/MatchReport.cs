using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Outputs;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Matches;

/// <summary>What an answer says about itself.</summary>
internal static class MatchReport
{
    /// <param name="basis">What it rests on.</param>
    /// <param name="tally">What of that was done for it; the rest was there.</param>
    public static MatchWork Work(MatchBasis basis, MatchTally tally) => new()
    {
        EmbeddingsComputed = tally.EmbeddingsComputed,
        EmbeddingsReused = Rest(basis.Vectors, tally.EmbeddingsComputed + tally.MissingEmbeddings),
        EmotionsComputed = tally.EmotionsComputed,
        EmotionsReused = Rest(basis.Emotions, tally.EmotionsComputed + tally.MissingEmotions),
        ProfilesComputed = tally.ProfilesComputed,
        ProfilesReused = Rest(basis.Profiles, tally.ProfilesComputed),
        PairsScored = tally.PairsScored,
        PairsReused = Rest(basis.Pairs, tally.PairsScored),
        RerankPairsScored = tally.RerankPairsScored,
        RerankPairsReused = Rest(basis.RerankPairs, tally.RerankPairsScored),
    };

    /// <summary>Null when nothing is missing.</summary>
    public static Degradation? Degradation(MatchTally tally)
    {
        var degraded = Degradation(RefusedOutputs.Of(tally.Refused));
        if (tally.Problem is null) return degraded;
        degraded ??= new Degradation();
        (degraded.Reason, degraded.MissingEmbeddings, degraded.MissingEmotions, degraded.MissingRerankPairs) =
            (tally.Problem, tally.MissingEmbeddings, tally.MissingEmotions, tally.MissingRerankPairs);
        return degraded;
    }

    /// <summary>Of an answer that lacks nothing else.</summary>
    public static Degradation? Degradation(RefusedOutputs refused) => refused.Total == 0 ? null : new Degradation
    {
        Reason = $"A model makes nothing of {refused.Total:N0} texts, such as {Example(refused.First[0])}. They go without that signal.",
        RefusedTexts = refused.Total,
        Refused = { refused.First.Select(Message) },
    };

    private static string Example(Refusal refusal) =>
        $"that of {(refusal.IsOfPlaylist ? "playlist" : "track")} {Quote.Text(refusal.Id)}: {refusal.Reason}";

    private static RefusedText Message(Refusal refusal)
    {
        var message = new RefusedText { Output = refusal.Output, Reason = refusal.Reason };
        if (refusal.IsOfPlaylist) message.PlaylistId = refusal.Id;
        else message.TrackId = refusal.Id;
        return message;
    }

    private static long Rest(long all, long done) => Math.Max(0, all - done);
}
