using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Models;

namespace Attune.BuiltinEvaluation.Models;

/// <summary>
/// A bundle in this process, opened as the embedding service opens it: verified copy, tokenizers, graphs, self-test. Every run takes one
/// thread; several texts are worked on at the same time.
/// </summary>
internal sealed class BundleUnderTest : IDisposable
{
    private readonly BundleSnapshot _snapshot;
    private readonly IReadOnlyList<Model> _models;

    private BundleUnderTest(Bundle bundle, BundleSnapshot snapshot, IReadOnlyList<Model> models) =>
        (Bundle, _snapshot, _models) = (bundle, snapshot, models);

    public Bundle Bundle { get; }

    public EncoderModel Embedder => Find<EncoderModel>("embedder");

    public RerankModel Reranker => Find<RerankModel>("reranker");

    public MultiLabelModel EmotionModel => Find<MultiLabelModel>("emotion model");

    /// <exception cref="BundleRefusedException">The service would not serve it.</exception>
    public static async Task<BundleUnderTest> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var runtime = Task.Run(StartRuntime, cancellationToken);
        var bundle = await BundleReader.ReadAsync(folder, cancellationToken);
        var snapshot = await BundleSnapshot.TakeAsync(bundle, parent: null, progress: null, cancellationToken);
        await runtime;
        var models = new List<Model>();
        var tokenizers = new BundleTokenizers(snapshot.Bundle);
        try
        {
            foreach (var manifest in snapshot.Bundle.Manifest.Models)
            {
                var model = ModelFactory.Create(snapshot.Bundle, manifest, Precision.Fp32, new CpuDevice("an evaluation"), tokenizers);
                models.Add(model);
                GoldenTest.Run(model);
            }

            return new BundleUnderTest(bundle, snapshot, models);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            snapshot.Dispose();
            throw;
        }
    }

    private static void StartRuntime()
    {
        OnnxEnvironment.Start(threads: 1);
        DeviceProbe.Run(new CpuDevice("an evaluation"));
    }

    /// <summary>Vectors of length 1, or of zeros where the model knows no token.</summary>
    public float[][] Embed(IReadOnlyList<string> texts, TextRole role) =>
        TextBatches.Run(Embedder, texts.Count, (i, sequences) => Embedder.Tokenize(texts[i], role, task: null, truncate: true, sequences));

    /// <summary>Scores of texts with documents, 0 to 1.</summary>
    /// <param name="read">Positions of the documents to read with text i; the others get 0.</param>
    public float[][] Rerank(IReadOnlyList<string> texts, IReadOnlyList<string> documents, Func<int, int[]> read)
    {
        var rows = new float[texts.Count][];
        Parallel.For(0, texts.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            rows[i] = new float[documents.Count];
            // Documents of about one length share a batch, so little is padded.
            int[] order = [.. read(i).OrderBy(j => documents[j].Length)];
            var scores = TextBatches.RunAlone(
                Reranker, order.Length,
                (j, sequences) => Reranker.Tokenize(texts[i], documents[order[j]], task: null, truncate: true, sequences));
            foreach (var (j, score) in scores.Index())
                rows[i][order[j]] = score[0];
        });
        return rows;
    }

    /// <summary>Probabilities, one a label, for each text.</summary>
    public float[][] Emotions(IReadOnlyList<string> texts) =>
        TextBatches.Run(EmotionModel, texts.Count, (i, sequences) => EmotionModel.Tokenize(texts[i], truncate: true, sequences));

    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
        _snapshot.Dispose();
    }

    private TModel Find<TModel>(string what)
        where TModel : Model =>
            _models.OfType<TModel>().FirstOrDefault()
                ?? throw new BundleRefusedException($"Bundle '{Bundle.Manifest.Name}' has no {what}.");
}
