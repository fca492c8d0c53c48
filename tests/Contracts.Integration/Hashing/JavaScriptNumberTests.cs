using System.Text;
using System.Text.Json.Nodes;
using Attune.Testing;

namespace Attune.Contracts.Integration.Hashing;

/// <summary>JSON.stringify of Node is the oracle.</summary>
public sealed class JavaScriptNumberTests
{
    [Fact]
    public async Task Ten_thousand_random_doubles_print_as_JavaScript_prints_them()
    {
        var random = new Random(8785);
        await AssertPrintedAlikeAsync([.. Enumerable.Range(0, 10_000).Select(i => Sample(random, i))]);
    }

    [Fact]
    public Task Powers_of_two_and_ten_and_their_neighbours_print_as_JavaScript_prints_them() => AssertPrintedAlikeAsync(
        [.. Enumerable.Range(-1074, 2098).Select(exponent => Math.Pow(2, exponent))
            .Concat(Enumerable.Range(-323, 632).Select(exponent => double.Parse($"1e{exponent}")))
            .SelectMany(value => new[] { Math.BitDecrement(value), value, -Math.BitIncrement(value) })]);

    private static async Task AssertPrintedAlikeAsync(double[] values)
    {
        var printed = await Node.RunAsync("print-numbers.mjs", [], values.Select(value => $"{BitConverter.DoubleToInt64Bits(value)}"));
        Assert.Equal(printed, values.Select(value => Encoding.UTF8.GetString(CanonicalJson.Serialize(JsonValue.Create(value)))));
    }

    /// <summary>Any bits, numbers of everyday size, and integers.</summary>
    private static double Sample(Random random, int i)
    {
        while (true)
        {
            var value = (i % 3) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 24)),
                _ => random.NextInt64(-(1L << 60), 1L << 60),
            };
            if (double.IsFinite(value)) return value;
        }
    }
}
