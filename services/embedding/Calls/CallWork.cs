using System.Buffers;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;
using Google.Protobuf.WellKnownTypes;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>
/// The texts of one call: those that became sequences, with the rows that come back for them, and what is wrong with the others.
/// Sequences and rows are in pooled memory. Dispose it when no run is under way.
/// </summary>
internal sealed class CallWork : IDisposable
{
    private readonly List<KeptText> _kept = [];
    private readonly SortedDictionary<int, string> _problems = [];
    private float[] _rows = [];
    private int _width;

    public Sequences Sequences { get; } = new();

    /// <summary>Texts that became sequences.</summary>
    public int Count => _kept.Count;

    /// <summary>Tokens of all sequences, after truncation.</summary>
    public int Tokens => Sequences.Ids.Count;

    /// <summary>What is wrong with texts that have no result, by their place in the request.</summary>
    public IReadOnlyDictionary<int, string> Problems => _problems;

    /// <summary>What tokenising took.</summary>
    public TimeSpan TokenizeTime { get; set; }

    /// <summary>Keeps the sequence that was ended last.</summary>
    /// <param name="place">Which text of the request it is.</param>
    public void Keep(int place, TokenCount count, bool isUnknown = false) => _kept.Add(new(place, count, isUnknown));

    /// <summary>Goes on without a text.</summary>
    public void Reject(int place, string problem) => _problems[place] = problem;

    /// <summary>Runs all sequences. Where the model gave no finite numbers, the text is rejected.</summary>
    /// <returns>What it cost.</returns>
    public async Task<V1.Usage> RunAsync(ModelQueue queue, CallTerms terms, CancellationToken cancellationToken)
    {
        _width = queue.Runner.Width;
        _rows = ArrayPool<float>.Shared.Rent(Math.Max(1, Sequences.Count * _width));
        var call = new ScheduledCall { Sequences = Sequences, Output = _rows, Priority = terms.Priority, Deadline = terms.Deadline,
            WaitForRoom = terms.WaitForRoom };
        var timing = await queue.RunAsync(call, cancellationToken);
        for (var i = 0; i < _kept.Count; i++)
        {
            if (!Model.IsFinite(Row(i)))
                Reject(_kept[i].Place, TextProblem.Infinite(queue.Model));
        }

        return new V1.Usage
        {
            Tokens = Tokens,
            QueueTime = Duration.FromTimeSpan(timing.Queue),
            TokenizeTime = Duration.FromTimeSpan(TokenizeTime),
            InferenceTime = Duration.FromTimeSpan(timing.Inference),
        };
    }

    /// <summary>One result a text, in the order of the request.</summary>
    /// <param name="result">Of a text and the numbers that the model made of it.</param>
    /// <param name="failure">Of a text's place and what is wrong with it.</param>
    public IEnumerable<TResult> Results<TResult>(Func<KeptText, ReadOnlySpan<float>, TResult> result, Func<int, string, TResult> failure)
    {
        var row = 0;
        for (var place = 0; row < _kept.Count || _problems.ContainsKey(place); place++)
        {
            // A text without finite numbers has a row all the same.
            var own = row < _kept.Count && _kept[row].Place == place ? row++ : -1;
            yield return _problems.TryGetValue(place, out var problem) ? failure(place, problem) : result(_kept[own], Row(own));
        }
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
