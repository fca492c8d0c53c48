using System.Text;
using System.Text.Json.Nodes;

namespace Attune.Contracts.Unit.Hashing;

public sealed class CanonicalJsonRefusalTests
{
    [Fact]
    public void NaN_and_infinities_are_refused_with_their_path()
    {
        const string problem = "is NaN, infinite or too large for a double";
        AssertRefused("$.audio[1].tempo", problem, new JsonObject { ["audio"] = new JsonArray(1, new JsonObject { ["tempo"] = double.NaN }) });
        AssertRefused("$.x", problem, new JsonObject { ["x"] = double.PositiveInfinity });
        AssertRefused("$.x", problem, new JsonObject { ["x"] = float.NegativeInfinity });
        AssertRefused("$.x", problem, JsonNode.Parse("""{ "x": 1e400 }""")!);
    }

    [Fact]
    public void Lone_surrogates_are_refused_with_their_path()
    {
        AssertRefused("$.title", "has a lone surrogate", new JsonObject { ["title"] = "a\ud800b" });
        AssertRefused("$.title", "has a lone surrogate", JsonNode.Parse("""{ "title": "\udc00" }""")!);
        AssertRefused("$", "has a key with a lone surrogate", new JsonObject { ["\ud83d"] = 1 });
        AssertRefused("$.x", "has a key with a lone surrogate", JsonNode.Parse("""{ "x": { "\ud83d": 1 } }""")!);
    }

    [Fact]
    public void A_key_that_comes_twice_is_refused() => AssertRefused("$.x", "has a key that comes twice", JsonNode.Parse("""{ "x": { "a": 1, "a": 2 } }""")!);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("295147905179352830001")]
    public void An_integer_that_would_become_another_one_is_refused(string literal) =>
        AssertRefused("$.id", $"is the integer {literal}, which a double cannot hold", JsonNode.Parse($$"""{ "id": {{literal}} }""")!);

    [Fact]
    public void An_integer_from_code_that_would_become_another_one_is_refused()
    {
        AssertRefused("$.id", "is the integer 9007199254740993, which a double cannot hold", new JsonObject { ["id"] = 9007199254740993L });
        AssertRefused("$.id", $"is the integer {ulong.MaxValue}, which a double cannot hold", new JsonObject { ["id"] = ulong.MaxValue });
    }

    [Fact]
    public void Nesting_deeper_than_512_is_refused_before_the_stack_is_gone()
    {
        Assert.Equal(new string('[', 512) + "1" + new string(']', 512), Encoding.UTF8.GetString(CanonicalJson.Serialize(Nested(512))));
        AssertRefused($"${string.Concat(Enumerable.Repeat("[0]", 513))}", "is nested deeper than 512", Nested(513));
        AssertRefused("$", "is nested deeper than 512", new JsonArray { Nested(512, leaf: null) });
        Assert.Throws<ArgumentException>(() => CanonicalJson.Serialize(Nested(100_000)));
        Assert.Throws<ArgumentException>(() => CanonicalJson.Serialize(Nested(1_000, around: inner => new JsonObject { ["x"] = inner })));
    }

    private static JsonNode Nested(int depth, int? leaf = 1, Func<JsonNode?, JsonNode>? around = null)
    {
        JsonNode? node = leaf;
        for (var i = 0; i < depth; i++) node = around is null ? new JsonArray(node) : around(node);
        return node!;
    }

    private static void AssertRefused(string path, string problem, JsonNode node)
    {
        var exception = Assert.Throws<ArgumentException>(() => CanonicalJson.Serialize(node));
        Assert.Contains($"The value at {path} {problem}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no canonical JSON (RFC 8785)", exception.Message, StringComparison.Ordinal);
    }
}
