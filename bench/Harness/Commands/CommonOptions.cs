using System.CommandLine;

namespace Attune.Bench.Harness.Commands;

/// <summary>Options that several benches have.</summary>
internal static class CommonOptions
{
    public static Option<int> Runs(int standard) => new("--runs") { Description = "Rounds; every contender runs once in each, in changing order.", DefaultValueFactory = _ => standard };

    public static Option<FileInfo?> Json() => new("--json") { Description = "Also write every figure to this file." };
}
