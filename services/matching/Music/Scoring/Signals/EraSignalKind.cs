using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Inputs;
using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Scoring.Signals;

/// <summary>
/// Mean over the members with a year yᵢ of exp(−|y − yᵢ| / 8): 1 for a track of the year that all of them are of, 0.29 ten years away. A
/// playlist of which fewer than two members have a year has no era.
/// </summary>
internal sealed class EraSignalKind : ISignalKind
{
    private const float Years = 8;
    private const int Fewest = 2;

    public string Name => SignalName.Era;
    public ProfileParts Reads => default;
    public string IsWithoutSql => "t.year IS NULL";

    public bool Has(TrackInput track) => track.Origin.Year is not null;

    public bool Has(PlaylistProfile playlist) => playlist.Origins.Years.Count >= Fewest;

    public ISignal Open(IReadOnlyList<PlaylistProfile> playlists, IReadOnlyList<TrackInput> tracks, int dims)
    {
        int[] years = [.. tracks.Select(track => track.Origin.Year).OfType<int>().Distinct()];
        return LookupSignal.Of(
            [.. playlists.Select(playlist => Has(playlist) ? years.ToDictionary(year => year, year => Nearness(year, playlist)) : null)],
            [.. tracks.Select(track => track.Origin.Year is { } year ? new[] { year } : [])], otherwise: 0);
    }

    private static float Nearness(int year, PlaylistProfile playlist) =>
        playlist.Origins.Years.Sum(member => MathF.Exp(-Math.Abs(year - member) / Years)) / playlist.Origins.Years.Count;
}
