namespace Attune.BuiltinEvaluation.Sets;

/// <summary>Which part of a set.</summary>
internal enum Split
{
    /// <summary>Held out: what figures are reported on.</summary>
    Test,

    /// <summary>What models and their settings may be chosen on.</summary>
    Dev,
}
