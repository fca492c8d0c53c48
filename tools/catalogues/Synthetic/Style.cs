namespace Attune.Catalogues.Synthetic;

/// <summary>A kind of music.</summary>
/// <param name="Genres">Names of the taxonomy; the first is the family, which several styles may share.</param>
/// <param name="Moods">That its tracks have, the commoner ones first.</param>
/// <param name="Themes">Of its songs.</param>
/// <param name="Peak">The year around which most of it was made.</param>
/// <param name="Sound">Tempo in beats a minute, energy, valence, danceability, acousticness, instrumentalness.</param>
internal sealed record Style(string[] Genres, string[] Moods, string[] Themes, int Peak, double[] Sound)
{
    public string Family => Genres[0];
}
