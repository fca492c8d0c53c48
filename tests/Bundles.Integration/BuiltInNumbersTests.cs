using Attune.Testing;

namespace Attune.Bundles.Integration;

public sealed class BuiltInNumbersTests
{
    /// <summary>Computes them again from the table, in double precision and without ONNX Runtime.</summary>
    [Fact]
    public async Task The_golden_outputs_and_hashes_are_those_of_the_files() => await Node.RunAsync("describe-builtin.mjs", ["--check"], []);
}
