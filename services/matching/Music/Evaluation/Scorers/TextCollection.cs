using Attune.Evaluation.Words;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Evaluation.Tasks;
using Npgsql;

namespace Attune.Matching.Music.Evaluation.Scorers;

/// <summary>The canonical texts of the catalogue as counted words: what a search engine without a model would go by.</summary>
internal sealed class TextCollection
{
    private readonly Dictionary<string, TermCounts> _tracks, _playlists;
    private readonly Dictionary<string, int> _documents = new(StringComparer.Ordinal);

    public TextCollection(IEnumerable<KeyValuePair<string, string>> tracks, IEnumerable<KeyValuePair<string, string>> playlists)
    {
        _tracks = tracks.ToDictionary(text => text.Key, text => TermCounts.Of(text.Value), StringComparer.Ordinal);
        _playlists = playlists.ToDictionary(text => text.Key, text => TermCounts.Of(text.Value), StringComparer.Ordinal);
        foreach (var term in _tracks.Values.SelectMany(counts => counts.Terms.Keys))
            _documents[term] = _documents.GetValueOrDefault(term) + 1;
        MeanLength = _tracks.Count == 0 ? 0 : _tracks.Values.Average(counts => counts.Length);
    }

    /// <summary>Tracks.</summary>
    public int Count => _tracks.Count;

    /// <summary>Words a track.</summary>
    public double MeanLength { get; }

    public TermCounts Track(string id) => _tracks[id];

    /// <summary>In how many tracks the word is.</summary>
    public int DocumentsWith(string term) => _documents.GetValueOrDefault(term);

    /// <summary>The words of the playlist's text and of its visible members.</summary>
    public TermCounts Query(ScoringQuestion question) =>
        TermCounts.Sum(question.VisibleIds.Select(Track).Prepend(_playlists[question.PlaylistId]));

    /// <summary>Reads every text in one round trip.</summary>
    public static async Task<TextCollection> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new($"SELECT {TrackColumns.Select} FROM tracks t ORDER BY t.id"),
                new($"SELECT {PlaylistColumns.Select} FROM playlists p ORDER BY p.id") },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (tracks, playlists) = (new List<KeyValuePair<string, string>>(), new List<KeyValuePair<string, string>>());
        while (await reader.ReadAsync(cancellationToken))
            if (TrackColumns.Read(reader) is { } track) tracks.Add(new(track.Id, TrackText.For(track)));
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (PlaylistColumns.Read(reader) is { } playlist) playlists.Add(new(playlist.Id, PlaylistText.For(playlist)));
        return new TextCollection(tracks, playlists);
    }
}
