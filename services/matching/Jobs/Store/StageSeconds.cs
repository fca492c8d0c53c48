using System.Runtime.InteropServices;

namespace Attune.Matching.Jobs.Store;

/// <summary>Where the time of a batch went. Parts of one batch overlap, so that the sum may exceed what a clock shows.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StageSeconds(double Reading, double Computing, double Storing);
