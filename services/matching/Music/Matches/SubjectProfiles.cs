using Attune.Hosting.Errors;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Catalog;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;
using Npgsql;

namespace Attune.Matching.Music.Matches;

/// <summary>What one playlist or one text is to the stages.</summary>
internal sealed class SubjectProfiles(ProfileSource profiles, QueryVectors queries)
{
    /// <exception cref="ResourceNotFoundException">There is no such playlist.</exception>
    public async Task<Subject> OfPlaylistAsync(QuestionRun run, string playlistId, CancellationToken cancellationToken)
    {
        var playlist = await CatalogStateReader.PlaylistAsync(run.Snapshot, playlistId, cancellationToken)
            ?? throw new ResourceNotFoundException($"The catalogue has no playlist {Quote.Text(playlistId)}. Import it first.");
        var made = await profiles.LoadAsync(run, [playlist], cancellationToken);
        await using var members =
            new NpgsqlCommand("SELECT array(SELECT track_id FROM playlist_members WHERE playlist_id = $1 ORDER BY track_id)", run.Snapshot)
        {
            Parameters = { new() { Value = playlistId } },
        };
        return new Subject(playlist.Name, made[0], (string[])(await members.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>
    /// A text has a vector and is read by the reranker; it has no genres, no sound and no emotions, so that only the vector speaks in stage
    /// 1.
    /// </summary>
    public async Task<Subject> OfTextAsync(QuestionRun run, string text, CancellationToken cancellationToken)
    {
        var clean = CanonicalText.Join([text]);
        var hash = ProfileText.HashOf(clean);
        var vector = await queries.GetAsync(run, clean, hash, cancellationToken);
        var query = Usable.Of(vector);
        return new Subject(
            "", new PlaylistProfile("", "", 0, query, null, AudioPoint.None, GenreDistribution.Empty, null, clean, hash), []);
    }
}
