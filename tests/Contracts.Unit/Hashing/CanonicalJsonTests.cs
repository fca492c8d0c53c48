using System.Text;
using System.Text.Json.Nodes;

namespace Attune.Contracts.Unit.Hashing;

/// <summary>RFC 8785, sections 3.2.2 to 3.2.4.</summary>
public sealed class CanonicalJsonTests
{
    private const string Example = """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }
        """;

    private const string SortingExample = """
        {
          "\u20ac": "Euro Sign",
          "\r": "Carriage Return",
          "\ufb33": "Hebrew Letter Dalet With Dagesh",
          "1": "One",
          "\ud83d\ude00": "Emoji: Grinning Face",
          "\u0080": "Control",
          "\u00f6": "Latin Small Letter O With Diaeresis"
        }
        """;

    [Fact]
    public void The_example_of_section_3_2_3_comes_out_as_printed() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical(Example));

    [Fact]
    public void The_example_comes_out_as_the_bytes_of_section_3_2_4() => Assert.Equal(
        """
        7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72
        75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
        5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31
        65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
        5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30
        30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d
        """.Replace(" ", "").Replace("\n", ""),
        Convert.ToHexStringLower(CanonicalJson.Serialize(JsonNode.Parse(Example))));

    [Fact]
    public void Keys_are_sorted_by_utf16_code_units_as_in_section_3_2_3() => Assert.Equal(
        ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
        JsonNode.Parse(Canonical(SortingExample))!.AsObject().Select(property => property.Value!.GetValue<string>()));

    [Fact]
    public void Only_what_must_be_is_escaped_and_as_short_as_it_can_be() => Assert.Equal(
        """ "\b\t\n\f\r\"\\\u0000\u000b\u001f/" """.Trim(),
        Canonical(JsonValue.Create("\b\t\n\f\r\"\\\0\u000b\u001f/")));

    [Fact]
    public void An_integer_that_a_double_prints_is_kept_though_the_double_is_another() =>
        Assert.Equal("[295147905179352830000,18014398509481984]", Canonical("[295147905179352830000, 18014398509481984]"));

    [Fact]
    public void What_code_makes_is_what_it_is_written_as() => Assert.Equal(
        """["x","2026-11-28T00:00:00Z","00000000-0000-0000-0000-000000000000",[2,1],0.1,18014398509481984]""",
        Canonical(new JsonArray(
            JsonValue.Create('x'), JsonValue.Create(new DateTime(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc)), JsonValue.Create(Guid.Empty),
            JsonValue.Create(new[] { 2, 1 }), JsonValue.Create(0.1f), JsonValue.Create(1L << 54))));

    private static string Canonical(string json) => Canonical(JsonNode.Parse(json)!);

    private static string Canonical(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Serialize(node));
}
