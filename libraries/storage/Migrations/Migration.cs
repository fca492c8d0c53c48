using System.Security.Cryptography;
using System.Text;

namespace Attune.Storage;

/// <summary>One step of a schema: what <c>Migrations/0001_name.sql</c> holds.</summary>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="Name">The part of the file name behind the number.</param>
/// <param name="FileName">The file's name, as people know it.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Version, string Name, string FileName, string Sql)
{
    /// <summary>SHA-256 in hex; a checkout with other line ends is the same file.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
