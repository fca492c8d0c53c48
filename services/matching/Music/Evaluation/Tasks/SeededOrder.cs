using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attune.Evaluation.Statistics;

namespace Attune.Matching.Music.Evaluation.Tasks;

/// <summary>
/// An order of ids that looks random, is the same wherever it is made, and does not depend on the order in which they are given: by a key
/// that the id's SHA-256 and that of seed, purpose, fold and playlist make together. Equal keys go by id.
/// </summary>
internal sealed class SeededOrder(long seed, string purpose, int fold, string playlistId)
{
    private readonly ulong _case = IdHash($"{seed}\0{purpose}\0{fold}\0{playlistId}");

    /// <summary>To be worked out once an id: the key of each order is made of it.</summary>
    public static ulong IdHash(string id) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>All of them.</summary>
    public string[] Sort(IEnumerable<string> ids) =>
        [.. ids.Select(id => (Key: Key(IdHash(id)), Id: id)).OrderBy(entry => entry.Key).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Select(entry => entry.Id)];

    /// <summary>The first <paramref name="count"/>, without sorting the others.</summary>
    public string[] First(IEnumerable<(string Id, ulong Hash)> ids, int count)
    {
        // The last of those kept stands in front.
        var kept = new PriorityQueue<string, (ulong Key, string Id)>(Comparer<(ulong Key, string Id)>.Create((a, b) => Compare(b, a)));
        foreach (var (id, hash) in ids)
        {
            var key = (Key(hash), id);
            if (kept.Count < count) kept.Enqueue(id, key);
            else if (kept.TryPeek(out _, out var last) && Compare(key, last) < 0) kept.EnqueueDequeue(id, key);
        }
        return Sort(kept.UnorderedItems.Select(item => item.Element));
    }

    private ulong Key(ulong idHash) => SplitMix64.Mix(_case ^ idHash);

    private static int Compare((ulong Key, string Id) a, (ulong Key, string Id) b) =>
        a.Key != b.Key ? a.Key.CompareTo(b.Key) : string.CompareOrdinal(a.Id, b.Id);
}
