using Attune.Matching.Music.Genres;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Unit.Genres;

public sealed class GenreOverlapTests
{
    private static readonly GenreTaxonomy Standard = GenreTaxonomy.Standard;

    /// <summary>Lists as tracks have them, unknown genres among them.</summary>
    private static readonly Gen<string[]> Lists = Gen.OneOf(Gen.Elements(Standard.Genres.Select(genre => genre.Name)), Gen.Elements("zorbcore", "Zorb-Core", "nothing known"))
        .NonEmptyListOf().Select(genres => genres.Take(8).ToArray());

    private static readonly Arbitrary<(string[] A, string[] B)> Pairs = Gen.Zip(Lists, Lists).ToArbitrary();

    [Fact]
    public void It_is_symmetric() => Prop.ForAll(Pairs, pair => Similarity(pair.A, pair.B) == Similarity(pair.B, pair.A)).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_from_0_to_1() => Prop.ForAll(Pairs, pair => Similarity(pair.A, pair.B) is >= 0 and <= 1).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_genres_give_1() => Prop.ForAll(Lists.ToArbitrary(), genres => Similarity(genres, genres) > 1 - 1e-6).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_genres_without_a_common_ancestor_give_0() => Prop.ForAll(Pairs, pair =>
        Similarity(pair.A, pair.B) == 0 == !Ancestry(pair.A).Overlaps(Ancestry(pair.B))).QuickCheckThrowOnFailure();

    /// <summary>In a tree, of two genres at the same depth the one that shares more of a third one's ancestry is nearer to it.</summary>
    [Fact]
    public void More_shared_ancestry_is_nearer() => Prop.ForAll(Trees.ToArbitrary(), tree =>
    {
        var genres = tree.Genres.Where(genre => genre.Lineage.Count == Depth).Select(genre => (genre.Name, Ancestry: Ancestry([genre.Name]), Vector: Vector(tree, genre.Name))).ToList();
        foreach (var a in genres)
            foreach (var b in genres)
                foreach (var c in genres)
                    if (Shared(a.Ancestry, b.Ancestry) > Shared(a.Ancestry, c.Ancestry) && !(GenreOverlap.Similarity(a.Vector, b.Vector) > GenreOverlap.Similarity(a.Vector, c.Vector)))
                        return false;
        return true;

        HashSet<string> Ancestry(string[] names) => [.. names.SelectMany(name => tree.Find(name)!.Lineage).Select(step => step.Name)];
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("thrash metal", "death metal", "hip hop")]
    [InlineData("thrash metal", "death metal", "hard rock")]
    [InlineData("hard bop", "bebop", "swing")]
    [InlineData("hard bop", "swing", "funk")]
    [InlineData("deep house", "chicago house", "techno")]
    [InlineData("deep house", "techno", "folk")]
    [InlineData("roots reggae", "rocksteady", "salsa")]
    [InlineData("k-pop", "j-pop", "gregorian chant")]
    [InlineData("jazz rap", "boom bap", "baroque")]
    [InlineData("fado", "portuguese folk", "k-pop")]
    public void A_listener_would_agree(string genre, string near, string far) =>
        Assert.True(Similarity([genre], [near]) > Similarity([genre], [far]) + 0.05, $"{Similarity([genre], [near])} and {Similarity([genre], [far])}");

    [Fact]
    public void An_unknown_genre_is_like_its_own_spellings_only()
    {
        Assert.Equal(1, Similarity(["zorbcore"], ["Zorb-Core"]), 1e-6);
        Assert.Equal(0, Similarity(["zorbcore"], ["zorbcure"]));
        Assert.Equal(0, Similarity(["zorb rock"], ["rock"]));
    }

    [Fact]
    public void A_similarity_allocates_nothing()
    {
        GenreVector a = Vector(Standard, "jazz rap"), b = Vector(Standard, "boom bap");
        var sum = GenreOverlap.Similarity(a, b);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) sum += GenreOverlap.Similarity(a, b);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    private const int Depth = 4;

    /// <summary>Trees of genres with leaves at depth 4: every leaf is a path such as 1 &gt; 11 &gt; 112 &gt; 1121.</summary>
    private static Gen<GenreTaxonomy> Trees => Gen.Choose(1, 3).ArrayOf(Depth).NonEmptyListOf().Select(paths => GenreTaxonomy.Parse(string.Join('\n', paths.Take(8)
        .Select(path => string.Concat(path))
        .SelectMany(path => Enumerable.Range(1, Depth).Select(length => length == 1 ? path[..1] : $"{path[..length]}\t{path[..(length - 1)]}"))
        .Distinct(StringComparer.Ordinal))));

    private static int Shared(HashSet<string> a, HashSet<string> b) => a.Count(b.Contains);

    private static HashSet<long> Ancestry(string[] genres) => [.. genres.SelectMany(genre => Standard.Find(genre)!.Lineage).Select(step => step.Key)];

    private static GenreVector Vector(GenreTaxonomy taxonomy, params string[] genres) => GenreDistribution.Of(taxonomy, genres).ToVector();

    private static float Similarity(string[] a, string[] b) => GenreOverlap.Similarity(Vector(Standard, a), Vector(Standard, b));
}
