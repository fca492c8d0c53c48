using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Bundles;

/// <summary>Inputs of one run, disposed together.</summary>
internal sealed class DisposableValues(IEnumerable<OrtValue> values) : IDisposable
{
    public OrtValue[] All { get; } = [.. values];

    public void Dispose() => Array.ForEach(All, x => x.Dispose());
}
