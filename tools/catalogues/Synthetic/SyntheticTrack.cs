using Attune.Catalogues.Rows;

namespace Attune.Catalogues.Synthetic;

/// <param name="Row">What a catalogue knows.</param>
/// <param name="Artist">Its place in the roster.</param>
/// <param name="Style">What it is, known or not.</param>
/// <param name="Mood">The first of its moods, known or not.</param>
/// <param name="Year">Of its album.</param>
/// <param name="Popularity">How often it is drawn, above 0.</param>
internal sealed record SyntheticTrack(TrackRow Row, int Artist, Style Style, string Mood, int Year, double Popularity);
