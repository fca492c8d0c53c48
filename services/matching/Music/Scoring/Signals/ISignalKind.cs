using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// All that stage 1 has to know of a signal: who has what it compares, which outputs of models it reads, and how pairs get their values.
/// </summary>
internal interface ISignalKind
{
    /// <summary>One of <see cref="Configs.SignalName"/>.</summary>
    string Name { get; }

    /// <summary>Outputs of models that it reads of tracks and of playlists.</summary>
    ProfileParts Reads { get; }

    /// <summary>
    /// True of a row <c>t</c> of tracks that has nothing to compare although nothing is missing: <see cref="Has(TrackInput)"/> of what is
    /// stored. Parameters are those of <see cref="CensusReader"/>.
    /// </summary>
    string IsWithoutSql { get; }

    /// <summary>Whether the track has anything to compare.</summary>
    bool Has(TrackInput track);

    /// <summary>Whether the playlist has anything to compare.</summary>
    bool Has(PlaylistProfile playlist);

    /// <returns>The values of pairs of these, by their places in the lists.</returns>
    /// <param name="playlists">Their profiles.</param>
    /// <param name="tracks">The candidates.</param>
    /// <param name="dims">Of the embedder's vectors.</param>
    ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims);
}
