using System.Text.Json;
using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Music.Genres;
using Attune.Testing;

namespace Attune.Matching.Unit.Genres;

public sealed class GenreTaxonomyTests
{
    /// <summary>What each version stands for: its data and the weights it gives the samples. A new version adds a line and leaves the others.</summary>
    private static readonly Dictionary<string, string> Frozen = new(StringComparer.Ordinal)
    {
        ["gt_v1"] = "gt_v1_4c29fc247a8e50b3fc9b985f949913f8a518768d680603638182490a2844f42f",
    };

    private static readonly GenreTaxonomy Standard = GenreTaxonomy.Standard;

    [Fact]
    public void Data_and_weights_are_those_of_their_version()
    {
        var data = new JsonArray([.. Standard.Genres.Select(genre => new JsonArray(genre.Name, Lineage(genre)))]);
        var weights = new JsonArray([.. SampleGenres().Select(genres => new JsonArray(
            [.. GenreDistribution.Of(Standard, genres).Shares.Select(share => JsonValue.Create($"{share.Name} {share.Weight:F9}"))]))]);
        var spellings = File.ReadAllText(RepositoryRoot.Combine("services", "matching", "Music", "Genres", "genres.tsv")).ReplaceLineEndings("\n");
        var hash = Hash.Compute(Versions.GenreTaxonomy, new JsonArray(data, weights, spellings));
        Assert.True(Frozen.GetValueOrDefault(Versions.GenreTaxonomy) == hash, $"Genres changed: give Versions.GenreTaxonomy a new number and freeze {hash}.");
    }

    [Fact]
    public void Every_genre_of_the_samples_is_known() =>
        Assert.DoesNotContain(SampleGenres().SelectMany(genres => genres), genre => Standard.Find(genre)!.Key < 0);

    [Fact]
    public void The_samples_spell_genres_by_their_names() =>
        Assert.DoesNotContain(SampleGenres().SelectMany(genres => genres), genre => Standard.Find(genre)!.Name != genre);

    [Fact]
    public void It_is_large_and_its_roots_are_few()
    {
        Assert.True(Standard.Genres.Count >= 350, $"{Standard.Genres.Count} genres");
        Assert.InRange(Standard.Genres.Count(genre => genre.Lineage.Count == 1), 25, 50);
    }

    [Theory]
    [InlineData("rnb", "r&b")]
    [InlineData("dnb", "drum and bass")]
    [InlineData("D&B", "drum and bass")]
    [InlineData("Rap", "hip hop")]
    [InlineData("Électronica", "electronic")]
    [InlineData("kawwali", "qawwali")]
    public void Another_spelling_finds_the_genre(string spelling, string name) => Assert.Equal(name, Standard.Find(spelling)!.Name);

    [Fact]
    public void A_lineage_holds_every_ancestor_once_at_its_shortest_distance()
    {
        var taxonomy = GenreTaxonomy.Parse("root\nmiddle\troot\nleaf\tmiddle, root");
        Assert.Equal([(0L, "root", 1), (1L, "middle", 1), (2L, "leaf", 0)], taxonomy.Find("leaf")!.Lineage);
    }

    [Fact]
    public void An_unknown_genre_is_itself_in_every_spelling_and_in_every_process()
    {
        Assert.Equal(Standard.Find("Zorb-Core")!.Key, Standard.Find("zorb core")!.Key);
        Assert.NotEqual(Standard.Find("zorbcore")!.Key, Standard.Find("zorbcure")!.Key);
        Assert.Equal(-8275647603061457978, Standard.Find("zorbcore")!.Key);
    }

    [Fact]
    public void Symbols_alone_are_a_genre_and_blanks_are_none()
    {
        Assert.NotEqual(Standard.Find("!!!")!.Key, Standard.Find("???")!.Key);
        Assert.Null(Standard.Find(" \t"));
    }

    [Theory]
    [InlineData("a\na", "The genre 'a' comes twice.")]
    [InlineData("a\tb", "The parent 'b' of 'a' is no genre.")]
    [InlineData("a\tb\nb\tc\nc\ta", "The genre 'a' stands above itself, through 'c'.")]
    [InlineData("a\nb\t\tx, A", "The spelling 'A' of 'b' is one of 'a' already.")]
    [InlineData("a\t\t\tx", "The line 'a\t\t\tx' is none of: name, parents, other spellings, split by tabs.")]
    public void Bad_data_is_refused(string data, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => GenreTaxonomy.Parse(data)).Message);

    private static JsonArray Lineage(Genre genre) => new([.. genre.Lineage.Select(step => JsonValue.Create($"{step.Name} {step.Distance}"))]);

    private static IEnumerable<string[]> SampleGenres() => File.ReadLines(RepositoryRoot.Combine("samples", "tracks.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("genres").Deserialize<string[]>()!);
}
