namespace Attune.Catalogues.Synthetic;

/// <param name="Name">No other artist's.</param>
/// <param name="Style">Of four tracks in five.</param>
/// <param name="Second">Of the others.</param>
/// <param name="Language">Of the titles.</param>
/// <param name="Debut">The year of the first album.</param>
/// <param name="Fame">What a track's popularity starts from, above 0.</param>
/// <param name="Tracks">How many.</param>
internal sealed record Artist(string Name, Style Style, Style Second, WordModel Language, int Debut, double Fame, int Tracks);
