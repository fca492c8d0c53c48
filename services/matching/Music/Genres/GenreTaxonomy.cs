using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Attune.Contracts;

namespace Attune.Matching.Music.Genres;

/// <summary>
/// Which genres there are, how they are spelt and what stands above them: several parents a genre, no circles. The data is
/// <c>genres.tsv</c>; any change of what it or the code makes of a genre list is a new <see cref="Versions.GenreTaxonomy"/>.
/// </summary>
internal sealed class GenreTaxonomy
{
    private static readonly Lazy<GenreTaxonomy> Embedded = new(Load);

    private readonly FrozenDictionary<string, Genre> _bySpelling;

    private GenreTaxonomy(IReadOnlyList<Genre> genres, Dictionary<string, Genre> bySpelling)
    {
        Genres = genres;
        _bySpelling = bySpelling.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The one of this binary.</summary>
    public static GenreTaxonomy Standard => Embedded.Value;

    /// <summary>By key: the genre with key i stands at i.</summary>
    public IReadOnlyList<Genre> Genres { get; }

    /// <summary>
    /// The genre of that spelling. One that the taxonomy does not know stands alone: it is itself in every spelling of it, and nothing else
    /// is like it. Null for a text without content.
    /// </summary>
    public Genre? Find(string text)
    {
        var spelling = GenreSpelling.Fold(text);
        if (_bySpelling.TryGetValue(spelling, out var known)) return known;
        var name = text.Trim();
        if (name.Length == 0) return null;
        var key = UnknownKey(spelling.Length > 0 ? spelling : name);
        return new Genre(key, name, [(key, name, 0)]);
    }

    /// <summary>Reads the format that the head of <c>genres.tsv</c> describes.</summary>
    /// <exception cref="InvalidDataException">
    /// A line has a wrong number of columns, a spelling comes twice, a parent is missing, or parents form a circle.
    /// </exception>
    public static GenreTaxonomy Parse(string text)
    {
        var lines = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(GenreLine.Parse).ToList();
        var lineages = new GenreLineages(lines);
        var genres = lines.Select((line, key) => new Genre(key, line.Name, lineages.Of(key))).ToList();
        var bySpelling = new Dictionary<string, Genre>(StringComparer.Ordinal);
        foreach (var (line, genre) in lines.Zip(genres))
            foreach (var spelling in line.Spellings)
                if (!bySpelling.TryAdd(GenreSpelling.Fold(spelling), genre))
                    throw new InvalidDataException(
                        $"The spelling '{spelling}' of '{line.Name}' is one of '{bySpelling[GenreSpelling.Fold(spelling)].Name}' already.");
        return new GenreTaxonomy(genres, bySpelling);
    }

    /// <summary>Negative: 63 bits of SHA-256, the same in every process, and too many for two spellings to meet.</summary>
    private static long UnknownKey(string spelling) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(spelling))) | long.MinValue;

    private static GenreTaxonomy Load()
    {
        using var reader = new StreamReader(
            typeof(GenreTaxonomy).Assembly.GetManifestResourceStream("Attune.Matching.Music.Genres.genres.tsv")!);
        return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
