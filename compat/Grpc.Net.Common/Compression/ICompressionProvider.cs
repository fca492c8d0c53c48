using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A way to compress messages. Its streams leave the one below them open.</summary>
public interface ICompressionProvider
{
    /// <summary>As it appears in grpc-encoding and grpc-accept-encoding.</summary>
    string EncodingName { get; }

    /// <param name="stream">Receives the compressed bytes.</param>
    /// <param name="compressionLevel">Null for the provider's own.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    Stream CreateDecompressionStream(Stream stream);
}
