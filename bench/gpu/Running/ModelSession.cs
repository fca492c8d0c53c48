using Attune.Bench.Gpu.Workloads;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Bench.Gpu.Running;

/// <summary>One variant of a model on a device: ids in, rows out, both in the memory of the process, as the service has them.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly PlannedModel _model;
    private readonly GraphInspection _graph;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    /// <exception cref="DeviceUnavailableException">The device cannot be used.</exception>
    public ModelSession(PlannedModel model, string path, bool cuda)
    {
        _model = model;
        _graph = GraphInspection.Read(path);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, EnableCpuMemArena = false, EnableMemoryPattern = false };
        if (cuda)
            CudaProvider.Append(options);
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException failure) when (cuda)
        {
            // With the official package a missing device shows only here.
            throw new DeviceUnavailableException($"CUDA is not usable: {failure.Message}", failure);
        }
    }

    /// <summary>Runs rows of token ids, filled up on the right.</summary>
    /// <returns>One row a text.</returns>
    public float[][] Run(IReadOnlyList<int[]> texts)
    {
        var length = texts.Max(x => x.Length);
        long[] ids = new long[texts.Count * length], mask = new long[ids.Length], positions = new long[ids.Length];
        Array.Fill(ids, _model.Padding);
        for (var i = 0; i < ids.Length; i++)
        {
            var (row, column) = Math.DivRem(i, length);
            positions[i] = column;
            if (column >= texts[row].Length)
                continue;
            ids[i] = texts[row][column];
            mask[i] = 1;
        }

        long[] shape = [texts.Count, length];
        var inputs = _graph.Inputs.Select(x => x.Role switch
        {
            InputRole.InputIds => OrtValue.CreateTensorValueFromMemory(ids, shape),
            InputRole.AttentionMask => OrtValue.CreateTensorValueFromMemory(mask, shape),
            InputRole.PositionIds => OrtValue.CreateTensorValueFromMemory(positions, shape),
            InputRole.PastKeyValues => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, (TensorElementType)x.Tensor.Type, [texts.Count, x.Tensor.Shape![1].Size!.Value, 0, x.Tensor.Shape[3].Size!.Value]),
            _ => throw new NotSupportedException(x.ToString()),
        }).ToArray();
        try
        {
            using var outputs = _session.Run(_run, [.. _graph.Inputs.Select(x => x.Name)], inputs, [_model.Output]);
            return [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Chunk((int)outputs[0].GetTensorTypeAndShape().Shape[1])];
        }
        finally
        {
            foreach (var input in inputs)
                input.Dispose();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
