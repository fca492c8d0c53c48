using System.IO.Hashing;
using System.Text;

namespace Attune.Compat.Tests.Hashing;

public sealed class XxHash64Tests
{
    /// <summary>The vectors of python-xxhash's README and of pierrec/xxHash.</summary>
    [Theory]
    [InlineData("", "EF46DB3751D8E999")]
    [InlineData("a", "D24EC4F1A98C6E5B")]
    [InlineData("abc", "44BC2CF5AD770999")]
    [InlineData("xxhash", "32DD38952C4BC720")]
    [InlineData("Nobody inspects the spammish repetition", "FBCEA83C8A378BF1")]
    public void A_published_text_has_its_published_hash(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(XxHash64.Hash(Encoding.ASCII.GetBytes(text))));

    /// <summary>xxHash's own sanity check, seed 0.</summary>
    [Theory]
    [InlineData(0, "EF46DB3751D8E999")]
    [InlineData(1, "E934A84ADB052768")]
    [InlineData(4, "9136A0DCA57457EE")]
    [InlineData(14, "8282DCC4994E35C8")]
    [InlineData(222, "B641AE8CB691C174")]
    public void The_sanity_buffer_has_its_published_hash(int length, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(XxHash64.Hash(SanityBuffer(length))));

    [Fact]
    public void Every_length_up_to_a_hundred_bytes_hashes_as_the_specification_says()
    {
        for (var length = 0; length <= 100; length++)
        {
            var data = SanityBuffer(length);
            Assert.Equal(Convert.ToHexString(SpecifiedXxHash64.Hash(data)), Convert.ToHexString(XxHash64.Hash(data)));
        }
    }

    [Fact]
    public void Every_bit_of_the_input_counts()
    {
        var data = SanityBuffer(75);
        var seen = new HashSet<string>(StringComparer.Ordinal) { Convert.ToHexString(XxHash64.Hash(data)) };
        for (var bit = 0; bit < data.Length * 8; bit++)
        {
            var changed = data.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(Convert.ToHexString(XxHash64.Hash(changed))), $"bit {bit} makes no difference");
        }
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<ArgumentNullException>(() => XxHash64.Hash(null!));

    private static byte[] SanityBuffer(int length)
    {
        var buffer = new byte[length];
        ulong generator = 2654435761;
        foreach (ref var value in buffer.AsSpan())
        {
            value = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797);
        }

        return buffer;
    }
}
