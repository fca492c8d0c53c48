using System.Runtime.InteropServices;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Graphs.Unit.Running;

/// <summary>A graph on ONNX Runtime, fed with what its inspection says it wants.</summary>
internal sealed class GraphSession : IDisposable
{
    private readonly GraphInspection _graph;
    private readonly InferenceSession _session;

    /// <param name="path">The graph.</param>
    /// <param name="literal">Whether every operator is run as it is written.</param>
    public GraphSession(string path, bool literal = false)
    {
        _graph = GraphInspection.Read(path);
        using var options = new SessionOptions { IntraOpNumThreads = 1, EnableCpuMemArena = false, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (literal)
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        _session = new InferenceSession(path, options);
    }

    public static Numbers Run(string path, Batch batch, string output, bool literal = false)
    {
        using var session = new GraphSession(path, literal);
        return session.Run(batch, output);
    }

    public Numbers Run(Batch batch, string output) => Run(batch, [output])[0];

    public Numbers[] Run(Batch batch, string[] outputs, IReadOnlyDictionary<string, Numbers>? given = null)
    {
        var values = new List<OrtValue>();
        try
        {
            values.AddRange(_graph.Inputs.Select(x => given?.GetValueOrDefault(x.Name) is { } numbers
                ? OrtValue.CreateTensorValueFromMemory(numbers.Values, numbers.Shape)
                : Feed(x, batch, given is null ? 0 : given.Values.First().Shape[2])));
            using var run = new RunOptions();
            using var results = _session.Run(run, [.. _graph.Inputs.Select(x => x.Name)], values, outputs);
            return [.. results.Select(Read)];
        }
        finally
        {
            values.ForEach(x => x.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    private static OrtValue Feed(GraphInput input, Batch batch, long past)
    {
        long[] shape = [batch.Rows, batch.Length];
        return input.Role switch
        {
            InputRole.InputIds => OrtValue.CreateTensorValueFromMemory(batch.Ids, shape),
            InputRole.AttentionMask => Mask(input, batch, past),
            InputRole.TokenTypeIds => OrtValue.CreateTensorValueFromMemory(batch.Types, shape),
            InputRole.PositionIds => OrtValue.CreateTensorValueFromMemory([.. batch.Positions.Select(x => x + past)], shape),
            InputRole.PastKeyValues => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, (TensorElementType)input.Tensor.Type, [batch.Rows, input.Tensor.Shape![1].Size!.Value, 0, input.Tensor.Shape[3].Size!.Value]),
            InputRole.UseCacheBranch => OrtValue.CreateTensorValueFromMemory(new bool[1], [1]),
            InputRole.LogitsToKeep => OrtValue.CreateTensorValueFromMemory(new long[1], []),
            _ => throw new NotSupportedException(input.ToString()),
        };
    }

    private static OrtValue Mask(GraphInput input, Batch batch, long past)
    {
        long[] shape = [batch.Rows, batch.Length + past];
        long[] mask = [.. batch.Mask.Chunk(batch.Length).SelectMany(x => Enumerable.Repeat(1L, (int)past).Concat(x))];
        return input.Tensor.Type switch
        {
            ElementType.Float => OrtValue.CreateTensorValueFromMemory([.. mask.Select(x => (float)x)], shape),
            ElementType.Bool => OrtValue.CreateTensorValueFromMemory([.. mask.Select(x => x != 0)], shape),
            ElementType.Int32 => OrtValue.CreateTensorValueFromMemory([.. mask.Select(x => (int)x)], shape),
            _ => OrtValue.CreateTensorValueFromMemory(mask, shape),
        };
    }

    private static Numbers Read(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var values = info.ElementDataType == TensorElementType.Float16
            ? [.. MemoryMarshal.Cast<byte, Half>(value.GetTensorDataAsSpan<byte>()).ToArray().Select(x => (float)x)]
            : value.GetTensorDataAsSpan<float>().ToArray();
        return new(values, info.Shape);
    }
}
