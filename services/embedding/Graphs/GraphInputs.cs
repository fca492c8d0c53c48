using Attune.Bundles;
using Attune.Graphs;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>Finds out from a graph's own description what to feed it.</summary>
internal static class GraphInputs
{
    private const string Known =
        "input_ids, attention_mask, token_type_ids, position_ids, past_key_values.*, use_cache_branch and num_logits_to_keep";

    /// <exception cref="BundleRefusedException">The graph asks for something that is not known here; the input is named.</exception>
    public static GraphInputFeed[] FeedsFor(GraphInspection graph, string path)
    {
        string[] unknown = [.. graph.Inputs.Where(x => x.Role == InputRole.Unknown).Select(x => x.Name)];
        if (unknown.Length > 0)
            throw new BundleRefusedException($"{path} asks for the inputs {string.Join(", ", unknown)}; known are {Known}.");
        if (graph.Inputs.All(x => x.Role != InputRole.InputIds))
            throw new BundleRefusedException($"{path} takes no input_ids, so there is nothing to tell it a text with.");
        return [.. graph.Inputs.Select(x => Feed(x) ?? throw Unfit(x, path))];
    }

    private static GraphInputFeed? Feed(GraphInput input) => (input.Role, input.Tensor.Type, input.Tensor.Shape) switch
    {
        (InputRole.PastKeyValues, var type
            and (ElementType.Float or ElementType.Float16), [_, { Size: > 0 and var heads }, _, { Size: > 0 and var size }]) =>
            new EmptyPastFeed(input.Name, TypeOf(type), heads, size),
        (InputRole.UseCacheBranch, ElementType.Bool, var shape) =>
            new ConstantFeed(input.Name, TensorElementType.Bool, shape is [] ? [] : [1]),
        (InputRole.LogitsToKeep, var type and (ElementType.Int64 or ElementType.Int32), var shape) =>
            new ConstantFeed(input.Name, TypeOf(type), shape is [_] ? [1] : []),
        (InputRole.PastKeyValues or InputRole.UseCacheBranch or InputRole.LogitsToKeep, _, _) => null,
        (InputRole.PositionIds, ElementType.Int64, null or { Count: 2 }) => new PositionFeed<long>(input.Name, TensorElementType.Int64),
        (InputRole.PositionIds, ElementType.Int32, null or { Count: 2 }) => new PositionFeed<int>(input.Name, TensorElementType.Int32),
        (_, ElementType.Int64, null or { Count: 2 }) => new BatchFeed(input.Name, input.Role),
        (_, ElementType.Int32, null or { Count: 2 }) => new NarrowFeed(input.Name, input.Role),
        _ => null,
    };

    private static TensorElementType TypeOf(ElementType type) => (TensorElementType)(int)type;

    private static BundleRefusedException Unfit(GraphInput input, string path) =>
        new($"{path} takes {input.Tensor}; {Expected(input.Role)}.");

    private static string Expected(InputRole role) => role switch
    {
        InputRole.PastKeyValues =>
            "past keys and values must be Float or Float16 of shape [batch, heads, past, head size] with fixed heads and head size",
        InputRole.UseCacheBranch => "the switch must be Bool",
        InputRole.LogitsToKeep => "the number of logits must be Int64 or Int32",
        _ => "tokens must be Int64 or Int32 of shape [batch, sequence]",
    };
}
