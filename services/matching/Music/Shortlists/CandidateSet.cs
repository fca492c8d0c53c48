namespace Attune.Matching.Music.Shortlists;

/// <summary>The candidates of a question, and what each of them is: its content and its signals as one number.</summary>
/// <param name="Hash"><c>cs_v…</c></param>
/// <param name="TrackIds">In order.</param>
/// <param name="Contents">One a track. Only good for telling whether a track has changed since.</param>
internal sealed record CandidateSet(string Hash, string[] TrackIds, Guid[] Contents)
{
    /// <summary>From an earlier set to this one: what must be scored, and what an earlier list must forget.</summary>
    public CandidateChanges Since(CandidateSet earlier)
    {
        List<string> scored = [], forgotten = [];
        int now = 0, then = 0;
        while (now < TrackIds.Length || then < earlier.TrackIds.Length)
        {
            var order = now == TrackIds.Length
                ? 1
                : then == earlier.TrackIds.Length
                ? -1
                : string.CompareOrdinal(TrackIds[now], earlier.TrackIds[then]);
            if (order == 0 && Contents[now] == earlier.Contents[then])
            {
                now++;
                then++;
                continue;
            }
            if (order <= 0) scored.Add(TrackIds[now++]);
            if (order >= 0) forgotten.Add(earlier.TrackIds[then++]);
        }
        return new CandidateChanges(scored, forgotten);
    }
}
