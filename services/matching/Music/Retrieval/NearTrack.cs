using System.Runtime.InteropServices;

namespace Attune.Matching.Music.Retrieval;

/// <param name="TrackId">Which track.</param>
/// <param name="Cosine">Of its vector and the query, −1 to 1, in full precision.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NearTrack(string TrackId, double Cosine);
