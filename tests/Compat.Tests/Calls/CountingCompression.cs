using System.IO.Compression;
using Grpc.Net.Compression;

namespace Attune.Compat.Tests.Calls;

/// <summary>Counts the messages that one side compresses and decompresses.</summary>
internal sealed class CountingCompression(ICompressionProvider inner, string? name = null) : ICompressionProvider
{
    private int _compressed;
    private int _decompressed;

    public string EncodingName => name ?? inner.EncodingName;

    public (int Compressed, int Decompressed) Messages => (Volatile.Read(ref _compressed), Volatile.Read(ref _decompressed));

    public static CountingCompression[] GzipAndDeflate() =>
    [
        new(new GzipCompressionProvider(CompressionLevel.Fastest)),
        new(new DeflateCompressionProvider(CompressionLevel.Fastest)),
    ];

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel)
    {
        Interlocked.Increment(ref _compressed);
        return inner.CreateCompressionStream(stream, compressionLevel);
    }

    public Stream CreateDecompressionStream(Stream stream)
    {
        Interlocked.Increment(ref _decompressed);
        return inner.CreateDecompressionStream(stream);
    }
}
