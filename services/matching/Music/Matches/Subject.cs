using Attune.Matching.Music.Profiles;

namespace Attune.Matching.Music.Matches;

/// <param name="Name">Of the playlist; empty for a text.</param>
/// <param name="Profile">What is matched against.</param>
/// <param name="Members">Of the playlist, in order of ids; none for a text.</param>
internal sealed record Subject(string Name, PlaylistProfile Profile, string[] Members);
