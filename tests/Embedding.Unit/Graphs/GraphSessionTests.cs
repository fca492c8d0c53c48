using Attune.Bench.Models.Building;
using Attune.Graphs;

namespace Attune.Embedding.Unit.Graphs;

public sealed class GraphSessionTests
{
    [Theory]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Int32)]
    public void Ids_mask_types_and_positions_are_fed_in_the_type_that_the_graph_asks_for(ElementType type)
    {
        using var graph = new MadeGraph(x =>
        {
            // Each input counts in its own decimal place, summed over the row.
            var sum = Sum(x, x.Input("input_ids", type, "b", "s"), 1000);
            foreach (var (name, weight) in new[] { ("attention_mask", 100f), ("token_type_ids", 10f), ("position_ids", 1f) })
                sum = x.Node("Add", [sum, Sum(x, x.Input(name, type, "b", "s"), weight)]);
            x.Output(sum, "out", ElementType.Float, "b", 1);
        });
        using var session = graph.Open();
        Assert.True(session.TakesTypes);

        // Ids 2 + 3 + 4; the second row has two of padding, id 9. Positions 0 + 1 + 2. Types 0, 1, 0 and 0.
        Assert.Equal([9000 + 300 + 10 + 3, 5000 + 18_000 + 100 + 0 + 3], MadeGraph.Run(session, [2, 3, 4], [5]));
        Assert.Equal([7000 + 100 + 0 + 0], MadeGraph.Run(session, [7]));
    }

    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Float16)]
    public void Of_earlier_tokens_there_are_none(ElementType type)
    {
        using var graph = new MadeGraph(x =>
        {
            var sum = Sum(x, x.Input("input_ids", ElementType.Int64, "b", "s"), 1);
            var past = x.Node("Shape", [x.Input("past_key_values.0.key", type, "b", 2, "past", 4)]);
            x.Input("past_key_values.0.value", type, "b", 2, "past", 4);
            // Rows × heads × past × size; of rows alone it would not be 0.
            var size = x.Cast(x.Node("ReduceProd", [past], ("keepdims", 0L)), ElementType.Float);
            x.Output(x.Node("Add", [sum, size]), "out", ElementType.Float, "b", 1);
        });
        using var session = graph.Open();
        Assert.Equal([5, 7 + 9], MadeGraph.Run(session, [2, 3], [7]));
    }

    [Fact]
    public void Switches_are_off_and_all_logits_are_kept()
    {
        using var graph = new MadeGraph(x =>
        {
            var sum = Sum(x, x.Input("input_ids", ElementType.Int64, "b", "s"), 1);
            sum = x.Node("Add", [sum, x.Cast(x.Input("use_cache_branch", ElementType.Bool, 1), ElementType.Float)]);
            sum = x.Node("Add", [sum, x.Cast(x.Input("num_logits_to_keep", ElementType.Int64), ElementType.Float)]);
            x.Output(sum, "out", ElementType.Float, "b", 1);
        });
        using var session = graph.Open();
        Assert.Equal([5], MadeGraph.Run(session, [2, 3]));
    }

    [Theory]
    [InlineData(ElementType.Float, 1)]
    [InlineData(ElementType.Float16, 1)]
    [InlineData(ElementType.Float, 2)]
    [InlineData(ElementType.Float16, 2)]
    public void Rows_come_back_with_or_without_an_axis_of_one_and_in_half_precision_too(ElementType type, int rank)
    {
        using var graph = new MadeGraph(x =>
        {
            var sum = x.Cast(Sum(x, x.Input("input_ids", ElementType.Int64, "b", "s"), 1), type);
            if (rank == 1)
                x.Output(x.Node("Reshape", [sum, x.List(-1)]), "out", type, "b");
            else
                x.Output(sum, "out", type, "b", 1);
        });
        using var session = graph.Open();
        Assert.Equal([5, 25], MadeGraph.Run(session, [2, 3], [7, 18]));
        Assert.Equal([1], MadeGraph.Run(session, [1]));
    }

    [Fact]
    public void Inputs_that_nothing_is_known_about_are_named()
    {
        using var graph = new MadeGraph(x =>
        {
            var ids = x.Input("input_ids", ElementType.Int64, "b", "s");
            x.Input("pixel_values", ElementType.Float, "b", 3);
            x.Input("encoder_hidden_states", ElementType.Float, "b", "s", 4);
            x.Output(Sum(x, ids, 1), "out", ElementType.Float, "b", 1);
        });
        AssertRefused(graph, 1, "out", $"{graph.Path} asks for the inputs pixel_values, encoder_hidden_states; known are input_ids,");
    }

    [Fact]
    public void Inputs_of_another_form_are_refused_with_the_form_that_is_needed()
    {
        using var floats = new MadeGraph(x => x.Output(Sum(x, x.Input("input_ids", ElementType.Float, "b", "s"), 1), "out", ElementType.Float, "b", 1));
        AssertRefused(floats, 1, "out", "takes input_ids Float [b, s]; tokens must be Int64 or Int32 of shape [batch, sequence].");
        using var heads = new MadeGraph(x =>
        {
            x.Input("past_key_values.0.key", ElementType.Float, "b", "heads", "past", 4);
            x.Output(Sum(x, x.Input("input_ids", ElementType.Int64, "b", "s"), 1), "out", ElementType.Float, "b", 1);
        });
        AssertRefused(heads, 1, "out", "takes past_key_values.0.key Float [b, heads, past, 4]", "with fixed heads and head size");
        using var none = new MadeGraph(x => x.Output(Sum(x, x.Input("attention_mask", ElementType.Int64, "b", "s"), 1), "out", ElementType.Float, "b", 1));
        AssertRefused(none, 1, "out", "takes no input_ids");
    }

    [Fact]
    public void An_output_that_is_not_there_or_of_another_form_is_refused()
    {
        using var graph = new MadeGraph(x => x.Output(Sum(x, x.Input("input_ids", ElementType.Int64, "b", "s"), 1), "out", ElementType.Float, "b", 1));
        AssertRefused(graph, 1, "logits", "has no output 'logits'; it has out.");
        AssertRefused(graph, 3, "out", "gives 'out' as Float [-1, 1]; needed are floats of shape [batch, 3].");
        using var tokens = new MadeGraph(x => x.Output(x.Cast(x.Input("input_ids", ElementType.Int64, "b", "s"), ElementType.Int32), "out", ElementType.Int32, "b", "s"));
        AssertRefused(tokens, 1, "out", "gives 'out' as Int32");
    }

    private static void AssertRefused(MadeGraph graph, int width, string output, params string[] parts)
    {
        var error = Assert.Throws<BundleRefusedException>(() => graph.Open(width, output));
        Assert.All(parts, x => Assert.Contains(x, error.Message, StringComparison.Ordinal));
    }

    /// <summary>[b, s] → [b, 1], weighted.</summary>
    private static string Sum(GraphBuilder graph, string input, float weight) =>
        graph.Node("Mul", [graph.Node("ReduceSum", [graph.Cast(input, ElementType.Float), graph.List(1)], ("keepdims", 1L)), graph.Real(weight)]);
}
