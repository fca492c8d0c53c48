using System.Security.Cryptography;

namespace Attune.BuiltinEvaluation.Sets;

/// <summary>What figures were measured on.</summary>
internal static class SetIdentity
{
    /// <returns>SHA-256, in hexadecimal, over names and SHA-256 of all sets in the folders.</returns>
    public static string Of(params string[] folders)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)))
        {
            all.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            using var stream = File.OpenRead(file);
            all.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}
