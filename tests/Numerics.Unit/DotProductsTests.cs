using FsCheck;
using FsCheck.Fluent;

namespace Attune.Numerics.Unit;

public sealed class DotProductsTests
{
    private static readonly Gen<float> Component = Gen.Choose(-10_000, 10_000).Select(x => x / 1_000f);

    // Sizes on both sides of every tile and of every register.
    private static readonly Arbitrary<(float[] A, float[] B, int Dims, int Padding)> Blocks =
        (from dims in Gen.Choose(1, 40)
         from a in Gen.Choose(0, 8)
         from b in Gen.Choose(0, 10)
         from padding in Gen.Choose(0, 3)
         from x in Component.ArrayOf(a * dims)
         from y in Component.ArrayOf(b * dims)
         select (x, y, dims, padding)).ToArbitrary();

    [Fact]
    public void Every_pair_equals_the_sum_in_double_precision() =>
        Prop.ForAll(Blocks, c => Pairs(c).All(pair =>
        {
            var products = Row(c.A, pair.I, c.Dims).Zip(Row(c.B, pair.J, c.Dims), (x, y) => (double)x * y).ToList();
            return Math.Abs(products.Sum() - pair.Value) <= 1e-6 * (1 + products.Sum(Math.Abs));
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pair_has_the_same_bits_alone_as_in_any_block() =>
        Prop.ForAll(Blocks, c => Pairs(c).All(pair =>
        {
            var alone = new float[1];
            DotProducts.Multiply(Row(c.A, pair.I, c.Dims), Row(c.B, pair.J, c.Dims), c.Dims, alone, 1);
            return BitConverter.SingleToInt32Bits(alone[0]) == BitConverter.SingleToInt32Bits(pair.Value);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Exchanging_the_blocks_exchanges_the_indices() =>
        Prop.ForAll(Blocks, c =>
        {
            var there = Pairs(c).ToDictionary(pair => (pair.I, pair.J), pair => pair.Value);
            return Pairs((c.B, c.A, c.Dims, c.Padding)).All(pair => there[(pair.J, pair.I)] == pair.Value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_outside_the_results_is_written() =>
        Prop.ForAll(Blocks, c =>
        {
            var (rows, columns) = (c.A.Length / c.Dims, c.B.Length / c.Dims);
            var output = Output(c);
            return output.Index().All(cell => cell.Index / Stride(c) >= rows || cell.Index % Stride(c) < columns || float.IsNaN(cell.Item));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_allocates_nothing()
    {
        var (a, b, output) = (new float[7 * 65], new float[9 * 65], new float[63]);
        DotProducts.Multiply(a, b, 65, output, 9);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DotProducts.Multiply(a, b, 65, output, 9);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused()
    {
        Assert.Contains("no whole number of rows of 4", Assert.Throws<ArgumentException>(() => DotProducts.Multiply(new float[6], new float[4], 4, new float[9], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DotProducts.Multiply(new float[8], new float[8], 4, new float[3], 2));
        Assert.Throws<ArgumentException>(() => DotProducts.Multiply(new float[8], new float[8], 4, new float[9], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DotProducts.Multiply([], [], 0, [], 1));
    }

    private static IEnumerable<(int I, int J, float Value)> Pairs((float[] A, float[] B, int Dims, int Padding) c)
    {
        var output = Output(c);
        for (var i = 0; i < c.A.Length / c.Dims; i++)
            for (var j = 0; j < c.B.Length / c.Dims; j++)
                yield return (i, j, output[(i * Stride(c)) + j]);
    }

    private static float[] Output((float[] A, float[] B, int Dims, int Padding) c)
    {
        var output = new float[(c.A.Length / c.Dims) * Stride(c)];
        Array.Fill(output, float.NaN);
        DotProducts.Multiply(c.A, c.B, c.Dims, output, Stride(c));
        return output;
    }

    private static int Stride((float[] A, float[] B, int Dims, int Padding) c) => Math.Max(1, (c.B.Length / c.Dims) + c.Padding);

    private static float[] Row(float[] block, int row, int dims) => block[(row * dims)..((row + 1) * dims)];
}
