using Attune.Embedding.Scheduling;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Graphs;

/// <summary>One input of a graph.</summary>
internal abstract class GraphInputFeed(string name)
{
    public string Name => name;

    /// <summary>What to feed for a batch; valid until the next call.</summary>
    public abstract OrtValue Feed(PackedBatch batch);
}
