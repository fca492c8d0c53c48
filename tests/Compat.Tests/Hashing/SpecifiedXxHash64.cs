using System.Globalization;
using System.Numerics;

namespace Attune.Compat.Tests.Hashing;

/// <summary>
/// XXH64 written step by step from its specification, over unbounded integers and single bytes: slow, and unlike the code under
/// test in everything but the result.
/// </summary>
internal static class SpecifiedXxHash64
{
    private static readonly BigInteger Modulus = BigInteger.One << 64;
    private static readonly BigInteger Prime1 = Hex("9E3779B185EBCA87");
    private static readonly BigInteger Prime2 = Hex("C2B2AE3D27D4EB4F");
    private static readonly BigInteger Prime3 = Hex("165667B19E3779F9");
    private static readonly BigInteger Prime4 = Hex("85EBCA77C2B2AE63");
    private static readonly BigInteger Prime5 = Hex("27D4EB2F165667C5");

    public static byte[] Hash(byte[] data)
    {
        var position = 0;
        var accumulator = Prime5;
        if (data.Length >= 32)
        {
            BigInteger[] lanes = [Wrap(Prime1 + Prime2), Prime2, 0, Wrap(-Prime1)];
            for (; data.Length - position >= 32; position += 32)
            {
                for (var lane = 0; lane < 4; lane++)
                    lanes[lane] = Round(lanes[lane], Number(data, position + (8 * lane), 8));
            }

            accumulator = Wrap(Left(lanes[0], 1) + Left(lanes[1], 7) + Left(lanes[2], 12) + Left(lanes[3], 18));
            foreach (var lane in lanes)
                accumulator = Wrap(((accumulator ^ Round(0, lane)) * Prime1) + Prime4);
        }

        accumulator = Wrap(accumulator + data.Length);
        for (; data.Length - position >= 8; position += 8)
            accumulator = Wrap((Left(accumulator ^ Round(0, Number(data, position, 8)), 27) * Prime1) + Prime4);
        for (; data.Length - position >= 4; position += 4)
            accumulator = Wrap((Left(accumulator ^ Wrap(Number(data, position, 4) * Prime1), 23) * Prime2) + Prime3);
        for (; position < data.Length; position++)
            accumulator = Wrap(Left(accumulator ^ Wrap(data[position] * Prime5), 11) * Prime1);

        accumulator = Wrap((accumulator ^ (accumulator >> 33)) * Prime2);
        accumulator = Wrap((accumulator ^ (accumulator >> 29)) * Prime3);
        accumulator ^= accumulator >> 32;

        var bytes = accumulator.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[8 - bytes.Length], .. bytes];
    }

    private static BigInteger Round(BigInteger accumulator, BigInteger lane) =>
        Wrap(Left(Wrap(accumulator + (lane * Prime2)), 31) * Prime1);

    private static BigInteger Left(BigInteger value, int bits) => Wrap(value << bits) | (value >> (64 - bits));

    private static BigInteger Number(byte[] data, int start, int count) =>
        new(data.AsSpan(start, count), isUnsigned: true, isBigEndian: false);

    private static BigInteger Wrap(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;

    private static BigInteger Hex(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
