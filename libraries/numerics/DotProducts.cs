using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Attune.Numerics;

/// <summary>
/// All inner products between two small blocks of vectors. Blocks stay in the caches while every vector of one meets every vector of the
/// other, so that memory is read once and not once a pair.
/// </summary>
/// <remarks>
/// The result of a pair depends on its two vectors only: eight partial sums over every eighth product, each with one rounding a step, added
/// up at the end, then the rest in order. Neither the position in a block nor the size of the block, nor the width of the machine's
/// registers, changes a bit of it.
/// </remarks>
public static class DotProducts
{
    /// <summary>With fewer, the processor's own guess at what comes next is as good.</summary>
    private const int RowsWorthFetchingAhead = 12;

    /// <summary>Numbers in a line of the caches.</summary>
    private const int Line = 64 / sizeof(float);

    /// <summary>
    /// How many rows of each block meet in registers at once: 12 sums, three operands and one more are the 16 registers of AVX2.
    /// </summary>
    private const int TileA = 3, TileB = 4;

    /// <summary><c>output[i × stride + j]</c> = Σ aᵢbⱼ for every row i of <paramref name="a"/> and j of <paramref name="b"/>.</summary>
    /// <param name="a">Rows of <paramref name="dims"/> numbers, one after the other.</param>
    /// <param name="b">Rows of <paramref name="dims"/> numbers, one after the other.</param>
    /// <param name="dims">Length of a row, at least 1.</param>
    /// <param name="output">Room for all pairs.</param>
    /// <param name="stride">
    /// Distance between two rows of <paramref name="output"/>, at least the number of rows of <paramref name="b"/>.
    /// </param>
    /// <exception cref="ArgumentException">A block is no whole number of rows, or the output is too small.</exception>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int dims, Span<float> output, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dims);
        var (rowsA, rowsB) = (Rows(a, dims), Rows(b, dims));
        if (rowsA == 0 || rowsB == 0) return;
        if (stride < rowsB || output.Length < ((long)(rowsA - 1) * stride) + rowsB)
            throw new ArgumentException(
                $"{rowsA} × {rowsB} results do not fit into {output.Length} numbers with a stride of {stride}.", nameof(output));

        for (var j = 0; j < rowsB;)
        {
            var wide = rowsB - j >= TileB;
            var columns = wide ? TileB : 1;
            ref readonly var y = ref b[j * dims];
            for (var i = 0; i < rowsA;)
            {
                var tall = rowsA - i >= TileA;
                if (rowsA >= RowsWorthFetchingAhead) FetchAhead(b, (j + columns) * dims, columns * dims, i, TileA, rowsA);
                ref readonly var x = ref a[i * dims];
                var target = output[((i * stride) + j)..];
                if (tall && wide) ThreeByFour(in x, in y, dims, target, stride);
                else if (wide) OneByFour(in x, in y, dims, target);
                else if (tall) for (var r = 0; r < TileA; r++) target[r * stride] = One(in a[(i + r) * dims], in y, dims);
                else target[0] = One(in x, in y, dims);
                i += tall ? TileA : 1;
            }
            j += columns;
        }
    }

    /// <summary>
    /// Asks the memory for one part of what comes next, the others being asked for with the other tiles of the first block: the second
    /// block streams through the caches once, and is there when it is needed.
    /// </summary>
    private static unsafe void FetchAhead(ReadOnlySpan<float> block, int start, int length, int row, int rows, int of)
    {
        if (!Sse.IsSupported) return;
        var (from, to) = (start + (int)((long)length * row / of), Math.Min(block.Length, start + (int)((long)length * (row + rows) / of)));
        // A hint: it may be wrong, as when the collector moves the block meanwhile.
        for (; from < to; from += Line) Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.AsRef(in block[from])));
    }

    private static void ThreeByFour(ref readonly float a, ref readonly float b, int dims, Span<float> output, int stride)
    {
        Vector256<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector256<float> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector256<float> s20 = default, s21 = default, s22 = default, s23 = default;
        var length = (nuint)dims;
        nuint k = 0;
        for (; k + 8 <= length; k += 8)
        {
            var x0 = Vector256.LoadUnsafe(in a, k);
            var x1 = Vector256.LoadUnsafe(in a, k + length);
            var x2 = Vector256.LoadUnsafe(in a, k + (2 * length));
            var y = Vector256.LoadUnsafe(in b, k);
            s00 = Add(x0, y, s00);
            s10 = Add(x1, y, s10);
            s20 = Add(x2, y, s20);
            y = Vector256.LoadUnsafe(in b, k + length);
            s01 = Add(x0, y, s01);
            s11 = Add(x1, y, s11);
            s21 = Add(x2, y, s21);
            y = Vector256.LoadUnsafe(in b, k + (2 * length));
            s02 = Add(x0, y, s02);
            s12 = Add(x1, y, s12);
            s22 = Add(x2, y, s22);
            y = Vector256.LoadUnsafe(in b, k + (3 * length));
            s03 = Add(x0, y, s03);
            s13 = Add(x1, y, s13);
            s23 = Add(x2, y, s23);
        }
        Unsafe.SkipInit(out Sums sums);
        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
        (sums[8], sums[9], sums[10], sums[11]) = (s20, s21, s22, s23);
        Finish(in sums, TileA, in a, in b, dims, (int)k, output, stride);
    }

    private static void OneByFour(ref readonly float a, ref readonly float b, int dims, Span<float> output)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var length = (nuint)dims;
        nuint k = 0;
        for (; k + 8 <= length; k += 8)
        {
            var x = Vector256.LoadUnsafe(in a, k);
            s0 = Add(x, Vector256.LoadUnsafe(in b, k), s0);
            s1 = Add(x, Vector256.LoadUnsafe(in b, k + length), s1);
            s2 = Add(x, Vector256.LoadUnsafe(in b, k + (2 * length)), s2);
            s3 = Add(x, Vector256.LoadUnsafe(in b, k + (3 * length)), s3);
        }
        Unsafe.SkipInit(out Sums sums);
        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        Finish(in sums, 1, in a, in b, dims, (int)k, output, 0);
    }

    private static float One(ref readonly float a, ref readonly float b, int dims)
    {
        Vector256<float> sum = default;
        nuint k = 0;
        for (; k + 8 <= (nuint)dims; k += 8)
            sum = Add(Vector256.LoadUnsafe(in a, k), Vector256.LoadUnsafe(in b, k), sum);
        return Rest(sum, Row(in a, 0, dims), Row(in b, 0, dims), (int)k);
    }

    private static Vector256<float> Add(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(x, y, sum);

    /// <summary>
    /// Not a part of the loops' own methods: what it needs of registers would push their sums into memory, which halves the speed.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Finish(
        ref readonly Sums sums, int rowsA, ref readonly float a, ref readonly float b, int dims, int from, Span<float> output, int stride)
    {
        for (var i = 0; i < rowsA; i++)
            for (var j = 0; j < TileB; j++)
                output[(i * stride) + j] = Rest(sums[(i * TileB) + j], Row(in a, i, dims), Row(in b, j, dims), from);
    }

    private static float Rest(Vector256<float> sums, ReadOnlySpan<float> a, ReadOnlySpan<float> b, int from)
    {
        // Spelt out, because Vector256.Sum leaves the order to the platform.
        var (low, high) = (sums.GetLower(), sums.GetUpper());
        var four = low + high;
        var sum = four[0] + four[2] + (four[1] + four[3]);
        for (var k = from; k < a.Length; k++) sum = MathF.FusedMultiplyAdd(a[k], b[k], sum);
        return sum;
    }

    private static ReadOnlySpan<float> Row(ref readonly float block, int row, int dims) =>
        MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in block), row * dims), dims);

    private static int Rows(ReadOnlySpan<float> block, int dims) => block.Length % dims == 0
        ? block.Length / dims
        : throw new ArgumentException($"A block of {block.Length} numbers is no whole number of rows of {dims}.");

    /// <summary>Of a tile, row after row.</summary>
    [InlineArray(TileA * TileB)]
    private struct Sums
    {
        private Vector256<float> _first;
    }
}
