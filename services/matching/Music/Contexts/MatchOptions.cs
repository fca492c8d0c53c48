namespace Attune.Matching.Music.Contexts;

/// <summary>How much is computed at once, and how long answers are kept. Section <c>Matching</c>.</summary>
internal sealed class MatchOptions
{
    /// <summary>
    /// Answers that are computed at the same time; others wait. Each uses all cores while it scores, and memory for the vectors of its
    /// candidates. Answers from the store do not wait.
    /// </summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>
    /// Most outputs of a model that one question has computed on the way: vectors of tracks, vectors of playlists, emotions, each by
    /// itself. Where more are missing it is refused, because its
    /// caller would give up waiting; a backfill computes them.
    /// </summary>
    public int ComputeAtMost { get; set; } = 1_000;

    /// <summary>
    /// Most pairs that one question has reranked. Where more are missing, the playlists behind keep stage 1's order, and the answer says
    /// so; the next question goes on from there.
    /// </summary>
    public int RerankAtMost { get; set; } = 20_000;

    /// <summary>
    /// How long answers, and vectors of texts that were searched with, are kept after they were made. What is forgotten is made again when
    /// it is asked for.
    /// </summary>
    public TimeSpan KeepAnswers { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How much of what was read lately a process keeps in memory: rows, of answers (a track that was found) and of the catalogue's state
    /// (a playlist); about 400 bytes each.
    /// </summary>
    public int MemoryRows { get; set; } = 100_000;
}
