using System.Runtime.InteropServices;
using Attune.Graphs;
using Attune.Graphs.Editing;
using Attune.Graphs.Files;
using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Bench.Models.Building;

/// <summary>Writes an ONNX model. Values are named by strings; every method that makes one returns its name.</summary>
/// <param name="path">The model file; large tensors go to a file beside it.</param>
/// <param name="precision"><see cref="ElementType.Float"/> or <see cref="ElementType.Float16"/>: that of weights and of the arithmetic.</param>
/// <param name="externalFrom">Tensors of that many bytes and more go beside the model.</param>
/// <param name="opset">Version of the ONNX operators.</param>
public sealed class GraphBuilder(string path, ElementType precision = ElementType.Float, long externalFrom = long.MaxValue, int opset = 17) : IDisposable
{
    private const string Microsoft = "com.microsoft";

    private readonly GraphProto _graph = new() { Name = "graph" };
    private readonly Dictionary<string, Weight> _weights = new(StringComparer.Ordinal);
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);
    private readonly ExternalData _data = new(path, externalFrom);
    private int _nodes;
    private bool _microsoft;

    public ElementType Precision => precision;

    /// <summary>An input; a dimension is a number or a name.</summary>
    public string Input(string name, ElementType type, params object[] dims)
    {
        _graph.Input.Add(Describe(name, type, dims));
        return name;
    }

    /// <summary>Gives a value out under a name.</summary>
    public void Output(string value, string name, ElementType type, params object[] dims)
    {
        _graph.Node.Add(new NodeProto { Name = $"output_{name}", OpType = "Identity", Input = { value }, Output = { name } });
        _graph.Output.Add(Describe(name, type, dims));
    }

    /// <summary>A node of ONNX with one output. An attribute is a long, float, string or a list of longs.</summary>
    public string Node(string op, string[] inputs, params (string Name, object Value)[] attributes) => Nodes(op, inputs, 1, "", attributes)[0];

    /// <summary>A node of ONNX with several outputs.</summary>
    public string[] Nodes(string op, string[] inputs, int outputs, params (string Name, object Value)[] attributes) => Nodes(op, inputs, outputs, "", attributes);

    /// <summary>A node of ONNX Runtime's own operators with one output.</summary>
    public string MicrosoftNode(string op, string[] inputs, params (string Name, object Value)[] attributes) => Nodes(op, inputs, 1, Microsoft, attributes)[0];

    /// <summary>A node of ONNX Runtime's own operators with several outputs.</summary>
    public string[] MicrosoftNodes(string op, string[] inputs, int outputs, params (string Name, object Value)[] attributes) => Nodes(op, inputs, outputs, Microsoft, attributes);

    /// <summary>A random tensor in the model's precision.</summary>
    public string Weight(string name, long[] dims, float spread, float center = 0)
    {
        var weight = new Weight(name, dims, spread, center);
        _weights.Add(name, weight);
        return Tensor(name, precision, dims, weight.Fill);
    }

    /// <summary>A random tensor that appears in the graph in another form only; see <see cref="Tensor"/>.</summary>
    public Weight Hidden(string name, long[] dims, float spread, float center = 0) => _weights[name] = new Weight(name, dims, spread, center);

    /// <summary>A tensor of given numbers.</summary>
    /// <param name="fill">Gives the numbers from an index on.</param>
    public string Tensor(string name, ElementType type, long[] dims, Action<long, Span<float>> fill)
    {
        var tensor = new TensorProto { Name = name, Dims = { dims } };
        _data.Store(tensor, type, fill);
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>A tensor of bytes; with <paramref name="negative"/> they stand for -128 to 127.</summary>
    public string Bytes(string name, long[] dims, ReadOnlySpan<byte> values, bool negative = false) => Raw(name, negative ? ElementType.Int8 : ElementType.UInt8, dims, values);

    /// <summary>A constant list of integers.</summary>
    public string List(params long[] values) => Constant($"list_{string.Join('_', values)}", ElementType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A constant integer.</summary>
    public string Whole(long value) => Constant($"integer_{value}", ElementType.Int64, [], MemoryMarshal.AsBytes([value]));

    /// <summary>A constant number in the model's precision.</summary>
    public string Number(float value) => precision == ElementType.Float16
        ? Constant($"half_{value:R}", precision, [], MemoryMarshal.AsBytes([(Half)value]))
        : Real(value);

    /// <summary>A constant 32-bit number.</summary>
    public string Real(float value) => Constant($"single_{value:R}", ElementType.Float, [], MemoryMarshal.AsBytes([value]));

    public string Cast(string value, ElementType type) => Node("Cast", [value], ("to", (long)type));

    /// <summary>Writes the model.</summary>
    public BuiltModel Save()
    {
        var model = new ModelProto { IrVersion = 8, ProducerName = "attune", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        if (_microsoft)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = Microsoft, Version = 1 });
        OnnxFile.Write(path, model);
        return new(path, _weights, [.. _graph.Initializer.Where(x => x.DataLocation == 1).Select(x => new ExternalTensor(x.Name, [.. x.Dims], ExternalData.Offset(x)))]);
    }

    public void Dispose() => _data.Dispose();

    private string[] Nodes(string op, string[] inputs, int outputs, string domain, (string Name, object Value)[] attributes)
    {
        var name = $"{op}_{_nodes++}";
        string[] values = [.. Enumerable.Range(0, outputs).Select(x => outputs == 1 ? name : $"{name}_{x}")];
        var node = new NodeProto { Name = name, OpType = op, Input = { inputs }, Output = { values } };
        if (domain.Length > 0)
            node.Domain = domain;
        _microsoft |= domain == Microsoft;
        node.Attribute.AddRange(attributes.Select(x => x.Value switch
        {
            long value => Attributes.Of(x.Name, value),
            int value => Attributes.Of(x.Name, (long)value),
            float value => Attributes.Of(x.Name, value),
            string value => Attributes.Of(x.Name, value),
            long[] value => Attributes.Of(x.Name, value),
            _ => throw new ArgumentException($"An attribute cannot be a {x.Value.GetType().Name}.", nameof(attributes)),
        }));
        _graph.Node.Add(node);
        return values;
    }

    private string Constant(string name, ElementType type, long[] dims, ReadOnlySpan<byte> bytes) => _constants.Add(name) ? Raw(name, type, dims, bytes) : name;

    private string Raw(string name, ElementType type, long[] dims, ReadOnlySpan<byte> bytes)
    {
        _graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)type, Dims = { dims }, RawData = ByteString.CopyFrom(bytes) });
        return name;
    }

    private static ValueInfoProto Describe(string name, ElementType type, object[] dims) => new()
    {
        Name = name,
        Type = new() { TensorType = new() { ElemType = (int)type, Shape = new() { Dim = { dims.Select(Dimension) } } } },
    };

    private static TensorShapeProto.Types.Dimension Dimension(object value) =>
        value is string name ? new() { DimParam = name } : new() { DimValue = Convert.ToInt64(value) };
}
