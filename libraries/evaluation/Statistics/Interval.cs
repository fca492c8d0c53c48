using System.Runtime.InteropServices;

namespace Attune.Evaluation.Statistics;

/// <summary>A 95 % confidence interval.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Low, double High);
