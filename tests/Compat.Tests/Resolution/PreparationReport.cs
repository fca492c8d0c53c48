namespace Attune.Compat.Tests.Resolution;

/// <summary>What became of the methods of one binary.</summary>
/// <param name="Prepared">Compiled by the JIT.</param>
/// <param name="Skipped">Generic, with constraints that no stand-in argument meets.</param>
/// <param name="Problems">One line each.</param>
internal sealed record PreparationReport(int Prepared, int Skipped, IReadOnlyList<string> Problems);
