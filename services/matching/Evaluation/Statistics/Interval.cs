using System.Runtime.InteropServices;

namespace Attune.Matching.Evaluation.Statistics;

/// <summary>A 95 % confidence interval.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Interval(double Low, double High);
