using Attune.Contracts.Matching.V1;
using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Genres;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Profiles;

/// <summary>Makes profiles: a pure function of a playlist's text, its vector and its members.</summary>
internal sealed class ProfileBuilder(GenreProfiles genres)
{
    /// <param name="contentHash">See <see cref="ProfileIdentity"/>.</param>
    /// <param name="playlist">Its own text.</param>
    /// <param name="query">Unit vector of the text, if there is one.</param>
    /// <param name="members">In order of ids, whatever order the playlist has.</param>
    public PlaylistProfile Build(string contentHash, Playlist playlist, float[]? query, IReadOnlyList<TrackInput> members)
    {
        var text = ProfileText.For(
            playlist, members.Select(track => track.Genres), members.Select(track => track.Moods), members.Select(track => track.Themes));
        // A cold playlist speaks by its text alone.
        var heard = members.Count >= PlaylistProfile.FewestMembers ? members : [];
        return new PlaylistProfile(
            playlist.Id, contentHash, members.Count, Usable.Of(query),
            ProfileVector.Centroid(heard.Select(track => track.UsableVector).OfType<float[]>()),
            AudioCentroid.Of(heard.Select(track => track.Audio)),
            GenreDistribution.Mean(heard.Select(track => genres.DistributionOf(track.Genres))),
            EmotionMean.Of(heard.Select(track => track.UsableEmotions).OfType<float[]>()),
            text, ProfileText.HashOf(text)) { Origins = PlaylistOrigins.Of([.. heard.Select(track => track.Origin)]) };
    }
}
