using System.Text.Json.Nodes;

namespace Attune.Contracts.Unit.Hashing;

public sealed class CanonicalJsonRefusalTests
{
    [Fact]
    public void NaN_and_infinities_are_refused_with_their_path()
    {
        AssertRefused("$.audio[1].tempo", new JsonObject { ["audio"] = new JsonArray(1, new JsonObject { ["tempo"] = double.NaN }) });
        AssertRefused("$.x", new JsonObject { ["x"] = double.PositiveInfinity });
        AssertRefused("$.x", new JsonObject { ["x"] = float.NegativeInfinity });
        AssertRefused("$.x", JsonNode.Parse("""{ "x": 1e400 }""")!);
    }

    [Fact]
    public void Lone_surrogates_are_refused_with_their_path()
    {
        AssertRefused("$.title", new JsonObject { ["title"] = "a\ud800b" });
        AssertRefused("$.title", JsonNode.Parse("""{ "title": "\udc00" }""")!);
        AssertRefused("$", new JsonObject { ["\ud83d"] = 1 });
        AssertRefused("$.x", JsonNode.Parse("""{ "x": { "\ud83d": 1 } }""")!);
    }

    [Fact]
    public void A_key_that_comes_twice_is_refused() => AssertRefused("$.x", JsonNode.Parse("""{ "x": { "a": 1, "a": 2 } }""")!);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("295147905179352830001")]
    public void An_integer_that_would_become_another_one_is_refused(string literal) => AssertRefused("$.id", JsonNode.Parse($$"""{ "id": {{literal}} }""")!);

    [Fact]
    public void An_integer_from_code_that_would_become_another_one_is_refused()
    {
        AssertRefused("$.id", new JsonObject { ["id"] = 9007199254740993L });
        AssertRefused("$.id", new JsonObject { ["id"] = ulong.MaxValue });
    }

    [Fact]
    public void Nesting_without_end_is_refused_before_the_stack_is_gone()
    {
        JsonNode node = 1;
        for (var depth = 0; depth < 100_000; depth++) node = new JsonArray(node);

        Assert.Throws<ArgumentException>(() => CanonicalJson.Serialize(node));
    }

    private static void AssertRefused(string path, JsonNode node)
    {
        var exception = Assert.Throws<ArgumentException>(() => CanonicalJson.Serialize(node));
        Assert.Contains($"at {path} ", exception.Message, StringComparison.Ordinal);
    }
}
