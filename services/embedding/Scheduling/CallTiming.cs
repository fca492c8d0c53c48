using System.Runtime.InteropServices;

namespace Attune.Embedding.Scheduling;

/// <summary>Where the time of a call went; both together are its time in the scheduler.</summary>
/// <param name="Queue">Time in which none of its sequences was on the device.</param>
/// <param name="Inference">Time in which at least one was.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CallTiming(TimeSpan Queue, TimeSpan Inference);
