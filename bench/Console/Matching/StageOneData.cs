using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Scoring;
using Attune.Matching.Music.Scoring.Signals;

namespace Attune.Bench.Matching;

/// <summary>A catalogue of the size asked for, made of seeds: vectors, genres and sounds.</summary>
internal sealed class StageOneData
{
    private const int Seed = 1, Limit = 100;

    public StageOneData(int tracks, int playlists, int dims)
    {
        var vectors = new EmbeddingLike(Seed, dims);
        (Tracks, Playlists) = (vectors.Table(Seed + 1, tracks), vectors.Table(Seed + 2, playlists));
        Profiles = new float[playlists * dims];
        for (var i = 0; i < playlists; i++)
            Playlists.Rows(i, 1).CopyTo(Profiles.AsSpan(i * dims));

        var random = new Random(Seed);
        var genres = new GenreSignal(Genres(random, playlists, ofEach: 8), Genres(random, tracks, ofEach: 2));
        var audio = new AudioSignal(Sounds(random, playlists), new AudioColumns(Sounds(random, tracks)));
        (Vector, Genre, Audio) = (new(new VectorSignal(Profiles, Tracks), 0.6f), new(genres, 0.25f), new(audio, 0.15f));
    }

    public VectorTable Tracks { get; }

    public VectorTable Playlists { get; }

    /// <summary>The playlists' vectors, one after the other.</summary>
    public float[] Profiles { get; }

    public WeightedSignal Vector { get; }

    public WeightedSignal Genre { get; }

    public WeightedSignal Audio { get; }

    /// <summary>Best tracks a playlist.</summary>
    public int Best => Math.Min(Limit, Tracks.Count);

    /// <summary>All vectors of the tracks, chunk by chunk.</summary>
    public long Bytes => (long)Tracks.Count * Tracks.Dims * sizeof(float);

    public IReadOnlyList<Shortlist> Rank(int threads, CancellationToken cancellationToken, params WeightedSignal[] signals) =>
        new StageOne(signals, Playlists.Count, Tracks.Count, [.. Enumerable.Repeat(Array.Empty<int>(), Playlists.Count)], Best).Rank(threads, cancellationToken);

    private static List<GenreVector> Genres(Random random, int count, int ofEach)
    {
        var known = GenreTaxonomy.Standard.Genres;
        return [.. Enumerable.Range(0, count).Select(_ => GenreDistribution.Of(GenreTaxonomy.Standard, Enumerable.Range(0, ofEach).Select(_ => known[random.Next(known.Count)].Name)).ToVector())];
    }

    private static AudioPoint[] Sounds(Random random, int count)
    {
        var points = new AudioPoint[count];
        foreach (ref var point in points.AsSpan())
        {
            for (var feature = 0; feature < AudioFeature.Count; feature++)
                point[feature] = random.NextSingle();
        }

        return points;
    }
}
