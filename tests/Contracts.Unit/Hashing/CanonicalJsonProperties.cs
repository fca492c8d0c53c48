using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Contracts.Unit.Hashing;

public sealed class CanonicalJsonProperties
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "a", "\u20ac", "\r", "\ufb33", "\ud83d\ude00", "\u0080", "ö", "\"", "\\", "\0", "\u001f", "\u2028"),
        Gen.Choose(0x20, 0xD7FF).ListOf().Select(codes => string.Concat(codes.Select(code => (char)code))));

    private static readonly Gen<double> Number = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);

    private static readonly Arbitrary<JsonNode> AnyNode = Gen.Sized(size => Nodes(Math.Min(size, 4))).ToArbitrary();

    [Fact]
    public void The_order_of_keys_never_changes_a_hash() => Prop.ForAll(AnyNode, node =>
        Hash.Compute("t_v1", node) == Hash.Compute("t_v1", Reversed(node))).QuickCheckThrowOnFailure();

    [Fact]
    public void Canonical_JSON_means_what_the_original_meant() => Prop.ForAll(AnyNode, node =>
        JsonNode.DeepEquals(Reparsed(node), JsonNode.Parse(node.ToJsonString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void Canonical_JSON_of_canonical_JSON_is_the_same() => Prop.ForAll(AnyNode, node =>
        CanonicalJson.Serialize(node).AsSpan().SequenceEqual(CanonicalJson.Serialize(Reparsed(node)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_from_code_hash_like_the_same_values_from_text() => Prop.ForAll(AnyNode, node =>
        Hash.Compute("t_v1", node) == Hash.Compute("t_v1", JsonNode.Parse(node.ToJsonString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_float_hashes_like_its_text() => Prop.ForAll(ArbMap.Default.GeneratorFor<float>().Where(float.IsFinite).ToArbitrary(), value =>
        Hash.Compute("t_v1", JsonValue.Create(value)) == Hash.Compute("t_v1", JsonNode.Parse(JsonValue.Create(value).ToJsonString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_text_changes_the_hash() => Prop.ForAll(Text.ToArbitrary(), text =>
        Hash.Compute("t_v1", new JsonObject { ["text"] = text }) != Hash.Compute("t_v1", new JsonObject { ["text"] = text + " " })).QuickCheckThrowOnFailure();

    private static Gen<JsonNode> Nodes(int depth)
    {
        var leaf = Gen.OneOf(
            Text.Select(text => (JsonNode)JsonValue.Create(text)),
            Number.Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Choose(int.MinValue, int.MaxValue).Select(number => (JsonNode)JsonValue.Create(number)),
            Gen.Elements(true, false).Select(value => (JsonNode)JsonValue.Create(value)));
        if (depth == 0) return leaf;
        return Gen.OneOf(
            leaf,
            Nodes(depth - 1).ListOf().Select(items => (JsonNode)new JsonArray([.. items.Take(4).Select(item => item.DeepClone()), null])),
            Gen.Zip(Text, Nodes(depth - 1)).ListOf().Select(pairs => (JsonNode)new JsonObject(pairs.DistinctBy(pair => pair.Item1).Take(6).Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)pair.Item2.DeepClone())))));
    }

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.Reverse().Select(property => KeyValuePair.Create(property.Key, Reversed(property.Value)))),
        JsonArray value => new JsonArray([.. value.Select(Reversed)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Reparsed(JsonNode node) => JsonNode.Parse(Encoding.UTF8.GetString(CanonicalJson.Serialize(node)));
}
