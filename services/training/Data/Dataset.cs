using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>
/// Usable rows in the order of their ids, so that nothing that is computed from them depends on the order in which they came.
/// </summary>
internal sealed class Dataset
{
    private Dataset(IReadOnlyList<ScrapedVideo> videos, IReadOnlyDictionary<string, int> unusable)
    {
        Ids = [.. videos.Select(video => video.Id)];
        Views = [.. videos.Select(video => video.Metrics.Views!.Value)];
        Features = new double[videos.Count * FeatureSchema.Count];
        for (var i = 0; i < videos.Count; i++)
            FeatureExtractor.Extract(videos[i].Metrics, Features.AsSpan(i * FeatureSchema.Count, FeatureSchema.Count));
        Unusable = unusable;
    }

    public int Count => Ids.Length;

    public string[] Ids { get; }

    public long[] Views { get; }

    /// <summary><see cref="FeatureSchema.Count"/> numbers a row, one row after the other.</summary>
    public double[] Features { get; }

    /// <summary>How many rows were left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> Unusable { get; }

    public ReadOnlySpan<double> FeaturesOf(int row) => Features.AsSpan(row * FeatureSchema.Count, FeatureSchema.Count);

    /// <param name="videos">In any order. Of rows with the same id the first one counts; the others are left out.</param>
    /// <param name="now">Dates after it are in the future.</param>
    /// <param name="leftOut">How many rows were left out before, by reason.</param>
    public static Dataset Create(
        IEnumerable<ScrapedVideo> videos, DateTimeOffset now, IEnumerable<IReadOnlyDictionary<string, int>>? leftOut = null)
    {
        var unusable = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (reason, count) in (leftOut ?? []).SelectMany(counts => counts))
            unusable[reason] = unusable.GetValueOrDefault(reason) + count;
        var usable = new SortedDictionary<string, ScrapedVideo>(StringComparer.Ordinal);
        foreach (var video in videos)
        {
            var reason = VideoRules.Unusable(video.Metrics, now) ?? (usable.TryAdd(video.Id, video) ? null : "duplicate_id");
            if (reason is not null) unusable[reason] = unusable.GetValueOrDefault(reason) + 1;
        }
        return new([.. usable.Values], unusable);
    }

    /// <summary><c>td_v…</c> over ids, views and features.</summary>
    public string Fingerprint() => Hash.Compute(Versions.TrainingData, new JsonArray(
        [.. Enumerable.Range(0, Count)
            .Select(row => (JsonNode)new JsonArray(
                [Ids[row], Views[row], .. FeaturesOf(row).ToArray().Select(value => (JsonNode)value)]))]));
}
