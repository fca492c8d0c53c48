using Attune.Embedding.Scheduling;
using Attune.Graphs.Inspection;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Graphs;

/// <summary>An int64 input that the batch itself holds, [rows, length]: fed from where it lies.</summary>
internal sealed class BatchFeed(string name, InputRole role) : GraphInputFeed(name)
{
    public override OrtValue Feed(PackedBatch batch) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, BatchTensor.Of(batch, role), [batch.Rows, batch.Length]);
}
