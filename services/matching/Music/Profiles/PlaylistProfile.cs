using Attune.Matching.Music.Affinities;
using Attune.Matching.Music.Audio;
using Attune.Matching.Music.Genres;

namespace Attune.Matching.Music.Profiles;

/// <summary>What a playlist is, made from its text and its members.</summary>
/// <param name="PlaylistId">Whose it is.</param>
/// <param name="ContentHash"><c>pp_v…</c> over all that it is made from; see <see cref="ProfileIdentity"/>.</param>
/// <param name="Members">How many tracks the playlist has.</param>
/// <param name="Query">
/// Unit vector of the playlist's text; null when the configuration weighs no vectors, the model knows no word of it, or the embedding
/// service cannot make it now.
/// </param>
/// <param name="Centroid">Unit vector of the members' mean; null for a cold playlist, and as above for all of its members.</param>
/// <param name="Audio">Mean of the members' audio features; NaN for those that none has.</param>
/// <param name="Genres">Mean of the members' genre distributions.</param>
/// <param name="Emotions">Mean of the members' emotion buckets; null when the configuration weighs none, or no member has any.</param>
/// <param name="Text">What the reranker reads as its query.</param>
/// <param name="TextHash"><c>pq_v…</c> of the text.</param>
internal sealed record PlaylistProfile(
    string PlaylistId, string ContentHash, int Members, float[]? Query, float[]? Centroid, AudioPoint Audio, GenreDistribution Genres,
    float[]? Emotions, string Text, string TextHash)
{
    /// <summary>
    /// Fewer members say too little about what they have in common: such a playlist is matched by its text alone.
    /// </summary>
    public const int FewestMembers = 2;

    /// <summary>Who made the members, on which albums and when; none of a cold playlist.</summary>
    public PlaylistOrigins Origins { get; init; } = PlaylistOrigins.None;

    /// <summary>Where the playlist lies in the space of the tracks; null when nothing of it has a vector.</summary>
    public float[]? Vector { get; } = ProfileVector.Of(Query, Centroid);
}
