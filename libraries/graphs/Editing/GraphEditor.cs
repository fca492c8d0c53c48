using System.Runtime.InteropServices;
using Attune.Graphs.Files;
using Attune.Graphs.Inspection;
using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Graphs.Editing;

/// <summary>A model file being changed: who makes which value, new nodes, new outputs. What it does not touch travels unchanged.</summary>
internal sealed class GraphEditor
{
    private readonly ModelProto _model;
    private readonly string _prefix;
    private int _added;

    private GraphEditor(string path, ModelProto model, string prefix)
    {
        Path = path;
        _model = model;
        Opset = OnnxFile.Opset(model.OpsetImport, path);
        Initializers = Graph.Initializer.ToDictionary(x => x.Name, StringComparer.Ordinal);
        foreach (var node in Graph.Node)
            Register(node);
        string[] inputs = [.. Graph.Input.Select(x => x.Name)];
        while (Producers.Keys.Concat(Initializers.Keys).Concat(inputs).Any(x => x.StartsWith(prefix, StringComparison.Ordinal)))
            prefix += "_";
        _prefix = prefix;
    }

    public string Path { get; }

    public long Opset { get; }

    private Dictionary<string, TensorProto> Initializers { get; }

    private Dictionary<string, NodeProto> Producers { get; } = new(StringComparer.Ordinal);

    private GraphProto Graph => _model.Graph;

    /// <param name="path">The model. The names of what is added begin with <paramref name="prefix"/>.</param>
    /// <param name="minimumOpset">The oldest operators with which the change can be written.</param>
    /// <exception cref="GraphFormatException">The file is no model, or its operators are older.</exception>
    public static GraphEditor Open(string path, string prefix, int minimumOpset)
    {
        var model = OnnxFile.Read(path, ModelProto.Parser);
        if (model.Graph is null)
            throw new GraphFormatException($"{path}: holds no graph.");
        var editor = new GraphEditor(path, model, prefix);
        return editor.Opset >= minimumOpset
            ? editor
            : throw editor.Error(
                $"uses ONNX operators of version {editor.Opset}; version {minimumOpset} or later is needed. Export the model again.");
    }

    public GraphFormatException Error(string what) => new($"{Path}: {what}");

    public IReadOnlyList<GraphTensor> Outputs => [.. Graph.Output.Select(GraphInspection.Describe)];

    public GraphTensor? Input(string name) => Find(Graph.Input, name);

    public GraphTensor? Output(string name) => Find(Graph.Output, name);

    /// <summary>The tensor of a value that is the same in every run; null for others.</summary>
    public TensorProto? ConstantTensor(string value) => Initializers.GetValueOrDefault(value)
        ?? (Producer(value) is { OpType: "Constant", Domain: "" } node ? Attributes.Find(node, "value")?.T : null);

    /// <summary>The node that makes a value; null for inputs and initializers.</summary>
    public NodeProto? Producer(string value) => Producers.GetValueOrDefault(value);

    /// <summary>Appends a node with one output.</summary>
    /// <returns>The name of that output.</returns>
    public string Add(string op, string[] inputs, params AttributeProto[] attributes)
    {
        var output = Fresh(op);
        var node = new NodeProto { Name = output, OpType = op, Input = { inputs }, Output = { output }, Attribute = { attributes } };
        Graph.Node.Add(node);
        Register(node);
        return output;
    }

    /// <summary>Appends a copy of a node that reads other values.</summary>
    public string AddLike(NodeProto node, IEnumerable<string> inputs)
    {
        var copy = Add(node.OpType, [.. inputs], [.. node.Attribute]);
        if (node.HasDomain)
            Producers[copy].Domain = node.Domain;
        return copy;
    }

    /// <summary>A constant list.</summary>
    public string Constant(params ReadOnlySpan<long> values) => Constant(ElementType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>A constant of rank 0.</summary>
    public string Scalar(long value) => Constant(ElementType.Int64, MemoryMarshal.AsBytes([value]), []);

    /// <summary>Constant numbers of any shape; without dimensions one number of rank 0.</summary>
    public string Constant(ReadOnlySpan<float> values, params long[] dims) =>
        Constant(ElementType.Float, MemoryMarshal.AsBytes(values), dims);

    /// <summary>
    /// Makes <paramref name="value"/> the graph's only output, drops everything that is not needed for it, and writes the model.
    /// </summary>
    public void Save(string path, string value, string name, params GraphDimension[] shape)
    {
        var node = new NodeProto { Name = _prefix + name, OpType = "Identity", Input = { value }, Output = { name } };
        Graph.Node.Add(node);
        var dims = new TensorShapeProto();
        dims.Dim.AddRange(shape.Select(x => x switch
        {
            { Size: { } size } => new TensorShapeProto.Types.Dimension { DimValue = size },
            { Name: { } symbol } => new TensorShapeProto.Types.Dimension { DimParam = symbol },
            _ => new TensorShapeProto.Types.Dimension(),
        }));
        Graph.Output.Clear();
        Graph.Output.Add(
            new ValueInfoProto { Name = name, Type = new() { TensorType = new() { ElemType = (int)ElementType.Float, Shape = dims } } });
        Pruning.Prune(Graph);
        OnnxFile.Write(path, _model);
    }

    private static GraphTensor? Find(IEnumerable<ValueInfoProto> values, string name) =>
        values.FirstOrDefault(x => x.Name == name) is { } value ? GraphInspection.Describe(value) : null;

    private string Constant(ElementType type, ReadOnlySpan<byte> bytes, long[] dims)
    {
        var tensor = new TensorProto { Name = Fresh("constant"), DataType = (int)type, Dims = { dims },
            RawData = ByteString.CopyFrom(bytes) };
        Graph.Initializer.Add(tensor);
        Initializers.Add(tensor.Name, tensor);
        return tensor.Name;
    }

    private string Fresh(string kind) => $"{_prefix}{kind}_{_added++}";

    private void Register(NodeProto node)
    {
        foreach (var output in node.Output.Where(x => x.Length > 0))
            Producers[output] = node;
    }
}
