namespace Attune.Matching.Music.Genres;

/// <summary>Finds what stands above each genre, and how far: breadth first, so the first way found is the shortest.</summary>
internal sealed class GenreLineages
{
    private readonly IReadOnlyList<GenreLine> _lines;
    private readonly int[][] _parents;

    /// <exception cref="InvalidDataException">A name comes twice, or a parent is missing.</exception>
    public GenreLineages(IReadOnlyList<GenreLine> lines)
    {
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var key = 0; key < lines.Count; key++)
            if (!keys.TryAdd(lines[key].Name, key)) throw new InvalidDataException($"The genre '{lines[key].Name}' comes twice.");
        _lines = lines;
        _parents = [.. lines.Select(line => line.Parents
            .Select(parent => keys.TryGetValue(parent, out var key)
                ? key
                : throw new InvalidDataException($"The parent '{parent}' of '{line.Name}' is no genre."))
            .ToArray())];
    }

    /// <exception cref="InvalidDataException">The genre stands above itself.</exception>
    public IReadOnlyList<(long Key, string Name, int Distance)> Of(int genre)
    {
        var distances = new Dictionary<int, int> { [genre] = 0 };
        var next = new Queue<int>([genre]);
        while (next.TryDequeue(out var at))
        {
            foreach (var parent in _parents[at])
            {
                if (parent == genre)
                    throw new InvalidDataException($"The genre '{_lines[genre].Name}' stands above itself, through '{_lines[at].Name}'.");
                if (distances.TryAdd(parent, distances[at] + 1)) next.Enqueue(parent);
            }
        }
        return [.. distances.OrderBy(entry => entry.Key).Select(entry => ((long)entry.Key, _lines[entry.Key].Name, entry.Value))];
    }
}
