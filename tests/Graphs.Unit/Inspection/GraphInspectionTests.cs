using Attune.Bench.Models.Encoders;
using Attune.Graphs.Files;
using Attune.Graphs.Inspection;
using Attune.Graphs.Protos;
using Attune.Graphs.Unit.Running;

namespace Attune.Graphs.Unit.Inspection;

public sealed class GraphInspectionTests
{
    [Theory]
    [InlineData("input_ids", InputRole.InputIds)]
    [InlineData("attention_mask", InputRole.AttentionMask)]
    [InlineData("token_type_ids", InputRole.TokenTypeIds)]
    [InlineData("position_ids", InputRole.PositionIds)]
    [InlineData("past_key_values.0.key", InputRole.PastKeyValues)]
    [InlineData("past_key_values.27.value", InputRole.PastKeyValues)]
    [InlineData("use_cache_branch", InputRole.UseCacheBranch)]
    [InlineData("num_logits_to_keep", InputRole.LogitsToKeep)]
    [InlineData("pixel_values", InputRole.Unknown)]
    public void Inputs_are_known_by_their_names(string name, InputRole role)
    {
        using var folder = new ModelFolder();
        Write(folder.Model, new GraphProto { Input = { new ValueInfoProto { Name = name } } });
        Assert.Equal([role], GraphInspection.Read(folder.Model).Inputs.Select(x => x.Role));
    }

    [Fact]
    public void Types_and_shapes_are_told_as_far_as_the_graph_tells_them()
    {
        using var folder = new ModelFolder();
        var dims = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" }, new TensorShapeProto.Types.Dimension(), new TensorShapeProto.Types.Dimension { DimValue = 8 } } };
        Write(folder.Model, new GraphProto
        {
            Output =
            {
                new ValueInfoProto { Name = "a", Type = new() { TensorType = new() { ElemType = 10, Shape = dims } } },
                new ValueInfoProto { Name = "b", Type = new() { TensorType = new() { ElemType = 9, Shape = new() } } },
                new ValueInfoProto { Name = "c", Type = new() { TensorType = new() { ElemType = 7 } } },
                new ValueInfoProto { Name = "d" },
            },
        });

        var outputs = GraphInspection.Read(folder.Model).Outputs;

        Assert.Equal(["a Float16 [batch, ?, 8]", "b Bool []", "c Int64", "d Undefined"], outputs.Select(x => x.ToString()));
        Assert.Equal([new(null, "batch"), default, new(8, null)], outputs[0].Shape!);
    }

    [Fact]
    public void What_only_gives_an_initializer_its_type_is_no_input()
    {
        using var folder = new ModelFolder();
        Write(folder.Model, new GraphProto
        {
            Input = { new ValueInfoProto { Name = "input_ids" }, new ValueInfoProto { Name = "weight" } },
            Initializer = { new TensorProto { Name = "weight", DataType = 1, FloatData = { 1 } } },
        });
        Assert.Equal(["input_ids"], GraphInspection.Read(folder.Model).Inputs.Select(x => x.Name));
    }

    [Fact]
    public void Weights_are_passed_over()
    {
        using var folder = new ModelFolder();
        StaticEmbedder.Write(folder.Model, 20_000, 256);
        GraphInspection.Read(folder.Model);
        var before = GC.GetAllocatedBytesForCurrentThread();

        GraphInspection.Read(folder.Model);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000_000);
        Assert.InRange(new FileInfo(folder.Model).Length, 20_000_000, long.MaxValue);
    }

    private static void Write(string path, GraphProto graph) =>
        OnnxFile.Write(path, new ModelProto { Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } });
}
