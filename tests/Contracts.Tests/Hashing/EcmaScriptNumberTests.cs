using System.Text;
using System.Text.Json.Nodes;

namespace Attune.Contracts.Tests.Hashing;

public sealed class EcmaScriptNumberTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void The_samples_of_appendix_B_print_as_in_the_RFC(string bits, string expected) =>
        Assert.Equal(expected, Print(BitConverter.Int64BitsToDouble(Convert.ToInt64(bits, 16))));

    [Theory]
    [InlineData("7fffffffffffffff")]
    [InlineData("7ff0000000000000")]
    [InlineData("fff0000000000000")]
    public void The_errors_of_appendix_B_are_refused(string bits) =>
        Assert.Throws<ArgumentException>(() => Print(BitConverter.Int64BitsToDouble(Convert.ToInt64(bits, 16))));

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
        var printed = await JavaScript.RunAsync(
            """
            const view = new DataView(new ArrayBuffer(8));
            console.log(require('fs').readFileSync(0, 'utf8').split('\n').map(bits => {
              view.setBigInt64(0, BigInt(bits));
              return JSON.stringify(view.getFloat64(0));
            }).join('\n'));
            """,
            string.Join('\n', values.Select(BitConverter.DoubleToInt64Bits)));

        Assert.Equal(printed.TrimEnd('\n').Split('\n'), values.Select(Print));
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

    private static string Print(double value) => Encoding.UTF8.GetString(CanonicalJson.Serialize(JsonValue.Create(value)));
}
