using Attune.Bench.Matching;

namespace Attune.Bench.Backfills;

/// <summary>Times of matches that are stored.</summary>
/// <param name="Layout">Who works on the backfill.</param>
/// <param name="P99Ratio">Median of the rounds' ratios.</param>
internal sealed record MatchBesideReport(string Layout, SearchTimes Alone, SearchTimes Beside, double P99Ratio);
