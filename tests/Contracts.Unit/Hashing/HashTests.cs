using System.Text.Json.Nodes;

namespace Attune.Contracts.Unit.Hashing;

public sealed class HashTests
{
    [Fact]
    public void A_hash_is_the_version_and_the_sha256_of_the_canonical_bytes() => Assert.Equal(
        // printf '{"a":1,"b":[true,null]}' | sha256sum
        "te_v2_1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668",
        Hash.Compute(Versions.TrackText, JsonNode.Parse("""{ "b": [true, null], "a": 1.0 }""")));

    [Fact]
    public void The_version_is_part_of_the_hash() => Assert.NotEqual(
        Hash.Compute(Versions.TrackText, "x"),
        Hash.Compute(Versions.PlaylistText, "x"));

    [Fact]
    public void An_empty_version_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Hash.Compute(" ", "x"));
}
