using Attune.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Scheduling;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Attune.Embedding.Graphs;

/// <summary>
/// A graph on the device: a batch of token ids in, one row of numbers a sequence out. Thread-safe: batches run one after another.
/// </summary>
internal sealed class GraphSession : IDisposable
{
    private readonly Lock _turn = new();
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly GraphInputFeed[] _inputs;
    private readonly RowOutput _output;

    /// <exception cref="BundleRefusedException">The graph takes or gives something else than it should.</exception>
    /// <exception cref="OnnxRuntimeException">The runtime cannot open it on this device.</exception>
    public GraphSession(RowGraph graph, ComputeDevice device)
    {
        Width = graph.Width;
        Drawback = graph.Drawback;
        var inspection = GraphInspection.Read(graph.Path);
        _inputs = GraphInputs.FeedsFor(inspection, graph.Path);
        TakesTypes = inspection.Inputs.Any(x => x.Role == InputRole.TokenTypeIds);
        Shape = GraphShape.Of(inspection);
        _session = device.Open(graph.Path);
        _binding = _session.CreateIoBinding();
        try
        {
            _output = OutputOf(graph);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Numbers a row.</summary>
    public int Width { get; }

    /// <summary>What the graph costs more than it should, and why; null where there is nothing to tell.</summary>
    public string? Drawback { get; }

    /// <summary>The graph tells the first text of a pair from the second.</summary>
    public bool TakesTypes { get; }

    /// <summary>What batches must be like.</summary>
    public GraphShape Shape { get; }

    /// <summary>Runs a batch of at least one row and fills its output.</summary>
    /// <exception cref="OnnxRuntimeException">The device failed, or has not the memory for it.</exception>
    public void Run(PackedBatch batch)
    {
        lock (_turn)
        {
            using (var output = _output.Bind(batch))
                _binding.BindOutput(_output.Name, output);
            foreach (var input in _inputs)
            {
                // Binding copies to the device, so it is done again for new content at the same address. The binding holds the tensor
                // itself.
                using var value = input.Feed(batch);
                _binding.BindInput(input.Name, value);
            }

            _session.RunWithBinding(_options, _binding);
            _output.Finish(batch);
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private RowOutput OutputOf(RowGraph graph)
    {
        if (!_session.OutputMetadata.TryGetValue(graph.Output, out var output))
            throw new BundleRefusedException(
                $"{graph.Path} has no output '{graph.Output}'; it has {string.Join(", ", _session.OutputMetadata.Keys)}.");
        var flat = Width == 1 && output.Dimensions is [_];
        var fits = flat || (output.Dimensions is [_, var width] && (width <= 0 || width == Width));
        if (!fits || output.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            string shape = string.Join(", ", output.Dimensions), hint = graph.Hint is null ? "" : $" {graph.Hint}.";
            throw new BundleRefusedException(
                $"{graph.Path} gives '{graph.Output}' as {output.ElementDataType} [{shape}]; needed are floats of shape [batch, " +
                $"{Width}].{hint}");
        }

        return new RowOutput(graph.Output, output.ElementDataType == TensorElementType.Float16, flat);
    }
}
