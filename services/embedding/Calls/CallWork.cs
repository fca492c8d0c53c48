using System.Buffers;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;
using Google.Protobuf.WellKnownTypes;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>The sequences of one call, and the rows that come back for them; all of it in pooled memory. Dispose it when no run is under way.</summary>
internal sealed class CallWork : IDisposable
{
    private readonly List<TokenCount> _counts = [];
    private float[] _rows = [];
    private int _width;

    public Sequences Sequences { get; } = new();

    /// <summary>What each sequence became.</summary>
    public IReadOnlyList<TokenCount> Counts => _counts;

    /// <summary>Tokens of all sequences, after truncation.</summary>
    public int Tokens => Sequences.Ids.Count;

    /// <summary>What tokenising took.</summary>
    public TimeSpan TokenizeTime { get; set; }

    /// <summary>Keeps the sequence that was ended last.</summary>
    public void Keep(TokenCount count) => _counts.Add(count);

    /// <summary>Runs all sequences; <see cref="Row"/> has what came of them.</summary>
    /// <returns>What it cost.</returns>
    public async Task<V1.Usage> RunAsync(ModelQueue queue, CallTerms terms, CancellationToken cancellationToken)
    {
        _width = queue.Runner.Width;
        _rows = ArrayPool<float>.Shared.Rent(Math.Max(1, Sequences.Count * _width));
        var call = new ScheduledCall { Sequences = Sequences, Output = _rows, Priority = terms.Priority, Deadline = terms.Deadline, WaitForRoom = terms.WaitForRoom };
        var timing = await queue.RunAsync(call, cancellationToken);
        return new V1.Usage
        {
            Tokens = Tokens,
            QueueTime = Duration.FromTimeSpan(timing.Queue),
            TokenizeTime = Duration.FromTimeSpan(TokenizeTime),
            InferenceTime = Duration.FromTimeSpan(timing.Inference),
        };
    }

    public ReadOnlySpan<float> Row(int index) => _rows.AsSpan(index * _width, _width);

    public void Dispose()
    {
        Sequences.Dispose();
        if (_rows.Length > 0)
            ArrayPool<float>.Shared.Return(_rows);
        _rows = [];
    }
}
