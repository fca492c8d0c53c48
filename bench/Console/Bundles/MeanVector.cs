using System.Numerics.Tensors;
using Attune.Tokenizers;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Bundles;

/// <summary>What an encoder makes of one text, in the plainest way there is: the service checks itself against it.</summary>
internal static class MeanVector
{
    public static float[] Of(string graph, Tokenizer tokenizer, string text)
    {
        using var ids = new TokenBuffer();
        var tokens = tokenizer.Encode(text, ids).Written;
        long[] input = [.. ids.Ids.ToArray().Select(x => (long)x)], ones = [.. Enumerable.Repeat(1L, tokens)];

        using var session = new InferenceSession(graph);
        using var options = new RunOptions();
        var names = session.InputMetadata.Keys.ToArray();
        using var values = new DisposableValues(names.Select(name => OrtValue.CreateTensorValueFromMemory(name switch { "input_ids" => input, "attention_mask" => ones, _ => new long[tokens] }, [1, tokens])));
        using var outputs = session.Run(options, names, values.All, [session.OutputMetadata.Keys.First()]);

        var vectors = outputs[0].GetTensorDataAsSpan<float>();
        var sum = new float[vectors.Length / tokens];
        for (var token = 0; token < tokens; token++)
            TensorPrimitives.Add(sum, vectors.Slice(token * sum.Length, sum.Length), sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }
}
