using Attune.Training.Classifier;
using Attune.Training.Features;

namespace Attune.Training.Data;

/// <summary>
/// Made-up videos that are real in shape: heavy-tailed followers and views, engagement rates of a few percent, integer counts, missing
/// fields, and a signal that is there but not clean. The shipped training file is <c>Create(seed: 20240601, count: 2000)</c>.
/// </summary>
/// <remarks>
/// Of each video a reach r is drawn, uniform on [0, 1]. Views are log-normal around 10^(2.5 + 4 r). What drives r shows in the rates: with
/// e = r + noise (deviation 0.09, drawn anew for each), the like rate is 0.02 + 0.16 e, shares are 0.002 + 0.028 e², comments 0.001 + 0.014
/// e of views. Viral videos are shorter, their sound trends more often, and their accounts are larger: log₁₀ followers is 2.2 + 3 r with
/// deviation 0.7, and unknown for every third one. Days and hours follow the evening; they say little.
/// </remarks>
internal static class VideoGenerator
{
    public const long ShippedSeed = 20240601;
    public const int ShippedCount = 2_000;

    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of captions and hashtags.</summary>
    public static readonly IReadOnlyList<string> Words =
        ["watch", "till", "the", "end", "day", "in", "my", "life", "easy", "recipe", "you", "need", "this", "how", "to", "style", "small",
            "room", "first", "time", "we", "tried", "it", "again"];

    public static IEnumerable<ScrapedVideo> Create(long seed, int count)
    {
        var random = new SeededRandom(seed);
        for (var i = 0; i < count; i++) yield return Next(random, i);
    }

    private static ScrapedVideo Next(SeededRandom random, int number)
    {
        var reach = random.NextUnit();
        double Sign() => Math.Clamp(reach + (0.09 * random.NextNormal()), 0, 1);
        double like = 0.02 + (0.16 * Sign()), share = Sign(), comment = 0.001 + (0.014 * Sign());
        share = 0.002 + (0.028 * share * share);
        var views = Math.Max(20, (long)Math.Pow(10, 2.5 + (4 * reach) + (0.05 * random.NextNormal())));
        var followers = (long)Math.Pow(10, 2.2 + (3 * reach) + (0.7 * random.NextNormal()));
        var duration = Math.Round(Math.Clamp(7 + (110 * (1 - Sign()) * random.NextUnit()), 5, 180), 1);
        var metrics = new VideoMetrics
        {
            Views = views,
            Likes = Math.Min(views, (long)Math.Round(views * like)),
            Shares = (long)Math.Round(views * share),
            Comments = (long)Math.Round(views * comment),
            Followers = random.NextUnit() < 1.0 / 3 ? null : followers,
            DurationSeconds = random.NextUnit() < 0.03 ? null : duration,
            HashtagCount = 1 + random.NextBelow(11),
            SoundName = random.NextUnit() < 0.25 + (0.5 * reach) ? $"Sound {random.NextBelow(400) + 1}" : "original sound",
            Description = string.Join(' ', Enumerable.Range(0, 3 + random.NextBelow(28)).Select(_ => Words[random.NextBelow(Words.Count)])),
            CreatedAt = First.AddDays(random.NextBelow(150)).AddHours((int)(24 * Math.Sqrt(random.NextUnit())))
                .AddMinutes(random.NextBelow(60)),
        };
        return new($"made-{number + 1:0000}", metrics);
    }
}
