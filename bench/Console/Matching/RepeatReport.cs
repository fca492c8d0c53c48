namespace Attune.Bench.Matching;

/// <summary>The same question again and again, over gRPC.</summary>
/// <param name="FirstMilliseconds">Computing everything, embeddings included.</param>
/// <param name="Repeats">Answers from the store.</param>
/// <param name="RoundTrips">Of the database for one of them, counted between the two.</param>
/// <param name="EmbeddingsComputed">By all repeats together.</param>
/// <param name="PairsScored">By all repeats together.</param>
internal sealed record RepeatReport(int Tracks, int Playlists, double FirstMilliseconds, SearchTimes Repeats, long RoundTrips, long EmbeddingsComputed, long PairsScored);
