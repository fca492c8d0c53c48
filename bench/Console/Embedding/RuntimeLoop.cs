using System.Diagnostics;
using System.Numerics.Tensors;
using Attune.Bench.Bundles;
using Attune.Tokenizers;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Embedding;

/// <summary>
/// The ceiling: ONNX Runtime in this process, texts tokenised beforehand and sorted by length, batches of at most 512 padded
/// tokens, one thread a core, nothing else at work. What it leaves out (tokenising, pooling, transport) a service has to add.
/// </summary>
internal sealed class RuntimeLoop : IDisposable
{
    private const int BatchTokens = 512;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly int _padId;
    private readonly int[][] _texts;

    public RuntimeLoop(string graph, string tokenizerFile, IEnumerable<string> texts)
    {
        var tokenizer = TokenizerFile.Load(tokenizerFile);
        _padId = tokenizer.PadId;
        _texts = [.. texts.Select(text => Tokenize(tokenizer, text)).OrderBy(x => x.Length)];
        Tokens = _texts.Sum(x => (long)x.Length);
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions
        {
            IntraOpNumThreads = Environment.ProcessorCount,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(graph, options);
    }

    public long Tokens { get; }

    /// <summary>One pass over all texts, in seconds.</summary>
    public double Run()
    {
        var started = Stopwatch.GetTimestamp();
        for (int start = 0, end; start < _texts.Length; start = end)
        {
            end = start + 1;
            while (end < _texts.Length && (end + 1 - start) * _texts[end].Length <= BatchTokens)
                end++;
            RunBatch(_texts.AsSpan(start..end));
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static int[] Tokenize(Tokenizer tokenizer, string text)
    {
        using var ids = new TokenBuffer();
        tokenizer.Encode(text, ids);
        return ids.Ids.ToArray();
    }

    private void RunBatch(ReadOnlySpan<int[]> rows)
    {
        var length = rows[^1].Length;
        long[] ids = new long[rows.Length * length], mask = new long[ids.Length], types = new long[ids.Length];
        ids.AsSpan().Fill(_padId);
        for (var row = 0; row < rows.Length; row++)
        {
            TensorPrimitives.ConvertTruncating<int, long>(rows[row], ids.AsSpan(row * length));
            mask.AsSpan(row * length, rows[row].Length).Fill(1);
        }

        long[] shape = [rows.Length, length];
        string[] names = [.. _session.InputMetadata.Keys];
        using var values = new DisposableValues(names.Select(name => OrtValue.CreateTensorValueFromMemory(name switch { "input_ids" => ids, "attention_mask" => mask, _ => types }, shape)));
        using var outputs = _session.Run(_options, names, values.All, [_session.OutputMetadata.Keys.First()]);
    }
}
