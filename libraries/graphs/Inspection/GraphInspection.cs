using Attune.Graphs.Files;
using Attune.Graphs.Protos;

namespace Attune.Graphs.Inspection;

/// <summary>What a graph takes and gives. Weights are passed over while reading.</summary>
/// <param name="Opset">Version of ONNX's own operators.</param>
/// <param name="Inputs">In the graph's order; without those that only give an initializer its type.</param>
/// <param name="Outputs">In the graph's order.</param>
public sealed record GraphInspection(long Opset, IReadOnlyList<GraphInput> Inputs, IReadOnlyList<GraphTensor> Outputs)
{
    /// <exception cref="GraphFormatException">The file is not an ONNX model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GraphInspection Read(string path)
    {
        var model = OnnxFile.Read(path, ModelOutline.Parser.WithDiscardUnknownFields(true));
        var graph = model.Graph ?? throw new GraphFormatException($"{path}: holds no graph.");
        var initialized = graph.Initializer.Select(x => x.Name).ToHashSet(StringComparer.Ordinal);
        return new(
            OnnxFile.Opset(model.OpsetImport, path),
            [.. graph.Input.Where(x => !initialized.Contains(x.Name)).Select(x => new GraphInput(Describe(x), GraphInput.RoleOf(x.Name)))],
            [.. graph.Output.Select(Describe)]);
    }

    internal static GraphTensor Describe(ValueInfoProto value) => new(
        value.Name,
        (ElementType)(value.Type?.TensorType?.ElemType ?? 0),
        value.Type?.TensorType?.Shape?.Dim.Select(Describe).ToArray());

    private static GraphDimension Describe(TensorShapeProto.Types.Dimension dimension) => dimension.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => new(dimension.DimValue, null),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => new(null, dimension.DimParam),
        _ => default,
    };
}
