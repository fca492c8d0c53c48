using Attune.Contracts.Matching.V1;

namespace Attune.Matching.Music.Profiles;

/// <param name="Playlist">Its own text; without its members.</param>
/// <param name="Query">Vector of the text, if the store has it.</param>
/// <param name="TrackIds">The members, in order of ids.</param>
internal sealed record MemberList(Playlist Playlist, float[]? Query, string[] TrackIds);
