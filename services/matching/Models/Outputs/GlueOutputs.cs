using System.Collections.Concurrent;
using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Models.Outputs;

/// <summary>What a model makes of glue: a few short texts, asked for once in a process and kept in memory. Thread-safe.</summary>
internal sealed class GlueOutputs<TValue>
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(ModelKey Model, string Text), TValue> _known = new();

    /// <param name="texts">See <see cref="Glue.Of"/>; null for an item that has none to be compared with.</param>
    /// <param name="model">Whose outputs.</param>
    /// <param name="computeAsync">One output a text, in order.</param>
    /// <returns>By text.</returns>
    public async Task<IReadOnlyDictionary<string, TValue>> GetAsync(
        IEnumerable<string?> texts, ModelKey model, Func<string[], Task<IReadOnlyList<TValue>>> computeAsync)
    {
        var wanted = texts.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        string[] missing = [.. wanted.Where(text => !_known.ContainsKey((model, text)))];
        var found = wanted.Except(missing, StringComparer.Ordinal);
        var outputs = found.ToDictionary(text => text, text => _known[(model, text)], StringComparer.Ordinal);
        if (missing.Length == 0) return outputs;
        foreach (var (text, value) in missing.Zip(await computeAsync(missing)))
        {
            outputs[text] = value;
            if (_known.Count < Most) _known[(model, text)] = value;
        }
        return outputs;
    }
}
