using System.Runtime.InteropServices;

namespace Attune.Matching.Music.Inputs;

/// <summary>Which outputs of models are read of tracks and playlists.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProfileParts(bool Vectors, bool Emotions);
