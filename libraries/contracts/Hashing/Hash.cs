using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Attune.Contracts;

/// <summary>Content hashes: SHA-256 over RFC 8785 canonical JSON, printed behind the version of what was hashed.</summary>
public static class Hash
{
    /// <summary>
    /// <c>{version}_</c> and 64 lower-case hex digits, such as <c>te_v1_9f86d0…</c>. The order of object keys and the spelling of
    /// numbers and strings do not count.
    /// </summary>
    /// <param name="version">One of <see cref="Versions"/>.</param>
    /// <param name="node">What to hash; <see langword="null"/> is JSON's null.</param>
    /// <exception cref="ArgumentException">
    /// The version is empty, or the node has no canonical form (see <see cref="CanonicalJson.Serialize"/>).
    /// </exception>
    public static string Compute(string version, JsonNode? node)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        var buffer = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(buffer, node);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        return $"{version}_{Convert.ToHexStringLower(digest)}";
    }
}
