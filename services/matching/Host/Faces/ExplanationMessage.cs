using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Matches;
using Attune.Matching.Music.Profiles;
using Attune.Numerics;

namespace Attune.Matching.Host.Faces;

/// <summary>An explanation as a message.</summary>
internal static class ExplanationMessage
{
    public static ExplainResponse Of(Explanation explanation)
    {
        var (subject, track, document, score) = (explanation.Subject, explanation.Track, explanation.Document, explanation.Score);
        var message = new ExplainResponse
        {
            PlaylistName = subject.Name,
            Match = score is null
                ? new TrackMatch { TrackId = track.Id, Title = document.Title, Artists = { document.Artists } }
                : MatchMessages.Track(score, rank: 1, explanation.Config),
            IsMember = subject.Members.Contains(track.Id, StringComparer.Ordinal),
            Members = subject.Profile.Members,
            Genres = { Genres(explanation) },
            Audio = { Audio(subject.Profile.Audio, track.Audio) },
            Emotions = { Emotions(explanation) },
            QueryText = subject.Profile.Text,
            DocumentText = document.Text,
            ProfileHash = subject.Profile.ContentHash,
            BundleHash = explanation.Bundle.Hash,
            ConfigHash = explanation.Config.Hash,
            Degraded = MatchReport.Degradation(explanation.Tally),
            Artists = { Artists(subject.Profile, document) },
            AlbumMembers = track.Origin.Album is { } album ? subject.Profile.Origins.Albums.GetValueOrDefault(album) : 0,
            MemberYears = { subject.Profile.Origins.Years },
        };
        if (track.Origin.Year is { } year) message.Year = year;
        if (Cosine(subject.Profile.Query, track.UsableVector) is { } text) message.TextCosine = text;
        if (Cosine(subject.Profile.Centroid, track.UsableVector) is { } members) message.MembersCosine = members;
        return message;
    }

    private static IEnumerable<ArtistMatch> Artists(PlaylistProfile profile, TrackDocument document) => document.Artists
        .Select(name => new ArtistMatch { Name = name, Members = profile.Origins.Artists.GetValueOrDefault(FoldedName.Of(name)) })
        .Where(artist => artist.Members > 0).OrderByDescending(artist => artist.Members)
        .ThenBy(artist => artist.Name, StringComparer.Ordinal);

    private static double? Cosine(float[]? a, float[]? b) => a is null || b is null ? null : VectorMath.CosineOfUnit(a, b);

    private static IEnumerable<GenreMatch> Genres(Explanation explanation) =>
        explanation.Subject.Profile.Genres.Shares
            .Join(GenreDistribution.Of(GenreTaxonomy.Standard, explanation.Track.Genres).Shares, share => share.Key, share => share.Key,
                (playlist, track) => new GenreMatch { Name = playlist.Name, Playlist = playlist.Weight, Track = track.Weight })
            .OrderByDescending(genre => genre.Playlist * genre.Track).ThenBy(genre => genre.Name, StringComparer.Ordinal);

    private static IEnumerable<AudioMatch> Audio(AudioPoint playlist, AudioPoint track) => Enumerable.Range(0, AudioFeature.Count)
        .Where(feature => !float.IsNaN(playlist[feature]) && !float.IsNaN(track[feature]))
        .Select(feature => new AudioMatch
        {
            Name = AudioFeature.Names[feature], Playlist = playlist[feature], Track = track[feature],
            Similarity = AudioFeature.Similarity(feature, playlist[feature], track[feature]),
        });

    private static IEnumerable<EmotionMatch> Emotions(Explanation explanation) =>
        explanation is { Bundle.Emotions: { } model, Subject.Profile.Emotions: { } playlist, Track.UsableEmotions: { } track }
            ? model.Buckets.Select((bucket, i) => new EmotionMatch { Bucket = bucket, Playlist = playlist[i], Track = track[i] })
            : [];
}
