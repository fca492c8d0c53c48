using Attune.Bundles;
using System.Buffers;
using Attune.Embedding.Bundles;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Inference;

/// <summary>A graph on the device: padded token ids in, one row a text out. Thread-safe.</summary>
internal sealed class EncoderSession : IDisposable
{
    private static readonly string[] KnownInputs = ["input_ids", "attention_mask", "token_type_ids"];

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly int _dimensions;

    /// <exception cref="BundleRefusedException">The graph's inputs or outputs are not what the manifest promises.</exception>
    public EncoderSession(string path, EncoderManifest manifest)
    {
        using var options = OnnxEnvironment.CreateSessionOptions();
        // From the path, never from bytes: the runtime then maps external data instead of copying it.
        _session = new InferenceSession(path, options);
        _inputs = [.. _session.InputMetadata.Keys];
        _outputs = [manifest.Output];
        _dimensions = manifest.Dimensions;
        if (Problem(manifest) is { } problem)
        {
            Dispose();
            throw new BundleRefusedException($"Model '{manifest.Name}': {path} {problem}");
        }
    }

    /// <summary>Runs one batch.</summary>
    /// <param name="rows">Number of texts.</param>
    /// <param name="length">Tokens a row, padding included.</param>
    /// <param name="ids">Token ids, rows × length.</param>
    /// <param name="mask">1 for a token, 0 for padding, rows × length.</param>
    /// <param name="output">Receives rows × dimensions numbers.</param>
    public void Run(int rows, int length, Memory<long> ids, Memory<long> mask, Memory<float> output)
    {
        long[] shape = [rows, length];
        long[]? types = null;
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                var input = _inputs[i] switch
                {
                    "input_ids" => ids,
                    "attention_mask" => mask,
                    // A single text is of type 0 throughout.
                    _ => (types = RentZeros(rows * length)).AsMemory(0, rows * length),
                };
                values[i] = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, input, shape);
            }

            using var result = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, output, [rows, _dimensions]);
            _session.Run(_runOptions, _inputs, values, _outputs, [result]);
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
            if (types is not null)
                ArrayPool<long>.Shared.Return(types);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private string? Problem(EncoderManifest manifest)
    {
        if (_inputs.Except(KnownInputs, StringComparer.Ordinal).ToArray() is { Length: > 0 } unknown)
            return $"asks for the inputs {string.Join(", ", unknown)}; known are {string.Join(", ", KnownInputs)}.";
        if (_session.InputMetadata.FirstOrDefault(x => x.Value.ElementDataType != TensorElementType.Int64).Key is { } input)
            return $"takes '{input}' in another type than int64.";
        if (!_session.OutputMetadata.TryGetValue(manifest.Output, out var output))
            return $"has no output '{manifest.Output}'; it has {string.Join(", ", _session.OutputMetadata.Keys)}.";
        if (output.ElementDataType != TensorElementType.Float || output.Dimensions is not [_, var dimensions] || (dimensions > 0 && dimensions != manifest.Dimensions))
            return $"gives '{manifest.Output}' as {output.ElementDataType} [{string.Join(", ", output.Dimensions)}]; needed are floats of shape [batch, {manifest.Dimensions}].";
        return null;
    }

    private static long[] RentZeros(int length)
    {
        long[] zeros = ArrayPool<long>.Shared.Rent(length);
        Array.Clear(zeros, 0, length);
        return zeros;
    }
}
