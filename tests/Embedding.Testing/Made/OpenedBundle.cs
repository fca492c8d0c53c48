using Attune.Embedding.Devices;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Testing;

/// <summary>The models of a bundle in the tests' own process, without queues.</summary>
internal sealed class OpenedBundle : IDisposable
{
    public OpenedBundle(Bundle bundle)
    {
        Runtime.Start();
        var tokenizers = new BundleTokenizers(bundle);
        Models = [.. bundle.Manifest.Models.Select(x => ModelFactory.Create(bundle, x, Precision.Fp32, new CpuDevice("test"), tokenizers))];
    }

    public IReadOnlyList<Model> Models { get; }

    public EncoderModel Encoder => Models.OfType<EncoderModel>().Single();

    public RerankModel Reranker => Models.OfType<RerankModel>().Single();

    public MultiLabelModel Labels => Models.OfType<MultiLabelModel>().Single();

    /// <summary>What becomes of some sequences in one batch of rows of a given length, which may be longer than any of them.</summary>
    public static float[][] Run(Model model, Sequences sequences, IReadOnlyList<int> rows, int length)
    {
        var batch = new PackedBatch();
        batch.Reset(model, rows.Count, length);
        foreach (var row in rows)
            batch.Add(sequences.IdsOf(row), sequences.TypesOf(row));
        model.Run(batch);
        return [.. Enumerable.Range(0, rows.Count).Select(i => model.Outputs(batch.Output.Span.Slice(i * model.Width, model.Width)))];
    }

    public void Dispose()
    {
        foreach (var model in Models)
            model.Dispose();
    }
}
