namespace Attune.Training.Features;

/// <summary>The features of a tier model: names, order and what stands in for one that is not given. All of them lie in [0, 1].</summary>
internal static class FeatureSchema
{
    /// <summary>In the order in which a model's weights are. A model with other names, or these in another order, is refused.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "shareRate", "commentRate", "likeRate", "saveRate", "shareToLikeRatio", "commentToLikeRatio", "durationSeconds", "hashtagCount",
        "hasTrendingSound", "captionLength", "hasFollowerData", "followerTier", "viewsPerFollower", "weekdayPosted", "hourPosted",
    ];

    /// <summary>
    /// What a feature is when it is not given: that of a video of which nothing is known. No engagement, 30 of 180 seconds, no hashtags, no
    /// sound, no caption, followers unknown (0, 0.5, 0), and the middle of the week and of the day.
    /// </summary>
    public static readonly IReadOnlyList<double> Defaults = [0, 0, 0, 0, 0, 0, 30.0 / 180, 0, 0, 0, 0, 0.5, 0, 0.5, 0.5];

    public static int Count => Names.Count;

    /// <summary>Where the feature stands; -1 when there is none of the name.</summary>
    public static int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == name) return i;
        return -1;
    }
}
