using Attune.Embedding.Devices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Testing;

/// <summary>One sequence through a graph as its exporter wrote it, alone and without padding: what everything else is compared with.</summary>
internal static class PlainRun
{
    /// <summary>All numbers of an output: its rows of <c>width</c> numbers, one a token or one in all.</summary>
    public static double[][] Run(string path, ReadOnlySpan<int> ids, ReadOnlySpan<int> types, string output)
    {
        Runtime.Start();
        using var options = OnnxEnvironment.CreateSessionOptions();
        using var session = new InferenceSession(path, options);
        long length = ids.Length;
        var inputs = new List<OrtValue>();
        foreach (var (name, input) in session.InputMetadata)
        {
            var numbers = name switch
            {
                "input_ids" => Wide(ids),
                "attention_mask" => [.. Enumerable.Repeat(1L, ids.Length)],
                "token_type_ids" => types.IsEmpty ? new long[length] : Wide(types),
                "position_ids" => [.. Enumerable.Range(0, ids.Length).Select(i => (long)i)],
                _ => [],
            };
            inputs.Add(numbers.Length > 0
                ? OrtValue.CreateTensorValueFromMemory(numbers, [1, length])
                : OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1, input.Dimensions[1], 0, input.Dimensions[3]]));
        }

        using var run = new RunOptions();
        using var results = session.Run(run, [.. session.InputMetadata.Keys], inputs, [output]);
        inputs.ForEach(x => x.Dispose());
        var width = (int)results[0].GetTensorTypeAndShape().Shape[^1];
        return [.. results[0].GetTensorDataAsSpan<float>().ToArray().Select(x => (double)x).Chunk(width)];
    }

    private static long[] Wide(ReadOnlySpan<int> numbers) => [.. numbers.ToArray().Select(x => (long)x)];
}
