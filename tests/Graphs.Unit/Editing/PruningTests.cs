using Attune.Graphs.Editing;
using Attune.Graphs.Protos;

namespace Attune.Graphs.Unit.Editing;

public sealed class PruningTests
{
    [Fact]
    public void What_a_subgraph_takes_from_around_it_stays()
    {
        var branch = new GraphProto { Node = { Node("Add", ["outer", "weight"], "inner") }, Output = { Value("inner") } };
        var choice = Node("If", ["condition"], "y");
        choice.Attribute.Add(new AttributeProto { Name = "then_branch", G = branch, Type = 5 });
        var graph = new GraphProto
        {
            Input = { Value("x"), Value("condition") },
            Initializer = { Tensor("weight"), Tensor("dead_weight") },
            Node = { Node("Neg", ["x"], "outer"), Node("Add", ["x", "dead_weight"], "dead"), Node("Abs", ["dead"], "also_dead"), choice },
            ValueInfo = { Value("outer"), Value("dead") },
            Output = { Value("y") },
        };

        Pruning.Prune(graph);

        Assert.Equal(["Neg", "If"], graph.Node.Select(x => x.OpType));
        Assert.Equal(["weight"], graph.Initializer.Select(x => x.Name));
        Assert.Equal(["outer"], graph.ValueInfo.Select(x => x.Name));
        Assert.Equal(["x", "condition"], graph.Input.Select(x => x.Name));
    }

    [Fact]
    public void An_initializer_goes_from_the_inputs_too()
    {
        var graph = new GraphProto
        {
            Input = { Value("x"), Value("weight"), Value("dead_weight") },
            Initializer = { Tensor("weight"), Tensor("dead_weight") },
            Node = { Node("Add", ["x", "weight"], "y"), Node("Add", ["x", "dead_weight"], "z") },
            Output = { Value("y") },
        };

        Pruning.Prune(graph);

        Assert.Equal(["x", "weight"], graph.Input.Select(x => x.Name));
        Assert.Equal(["weight"], graph.Initializer.Select(x => x.Name));
    }

    [Fact]
    public void A_node_with_one_needed_output_stays_whole()
    {
        var split = new NodeProto { OpType = "Split", Input = { "x" }, Output = { "a", "b" } };
        var graph = new GraphProto { Input = { Value("x") }, Node = { split }, Output = { Value("b") } };

        Pruning.Prune(graph);

        Assert.Equal(["a", "b"], graph.Node.Single().Output);
    }

    private static NodeProto Node(string op, string[] inputs, string output) => new() { OpType = op, Input = { inputs }, Output = { output } };

    private static ValueInfoProto Value(string name) => new() { Name = name };

    private static TensorProto Tensor(string name) => new() { Name = name, DataType = 1, FloatData = { 1 } };
}
