using Attune.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Graphs;
using Attune.Graphs;
using Attune.Tokenizers;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Models;

/// <summary>Brings the models of a bundle into memory. The manifest alone says what is made of each.</summary>
internal static class ModelFactory
{
    /// <param name="bundle">A bundle in a folder that may be written to: rewritten graphs are put beside the originals.</param>
    /// <param name="tokenizers">Of this bundle.</param>
    /// <exception cref="BundleRefusedException">Graph, tokenizer and manifest do not fit together; the model is named.</exception>
    public static Model Create(Bundle bundle, ModelManifest manifest, Precision precision, ComputeDevice device, BundleTokenizers tokenizers)
    {
        try
        {
            // The graph first: the tokenizer is being read meanwhile.
            var graph = new GraphSession(RowGraphOf(manifest, bundle.PathOf(manifest.Graphs[precision]), tokenizers), device);
            var model = Create(manifest, TokenizerOf(manifest, tokenizers, graph), graph, precision);
            if (model.FrameTokens < manifest.MaxTokens)
                return model;
            model.Dispose();
            throw new BundleRefusedException($"the {model.FrameTokens} tokens of templates and special tokens leave no room in a limit of {manifest.MaxTokens}.");
        }
        catch (BundleRefusedException e)
        {
            throw new BundleRefusedException($"Model '{manifest.Name}': {e.Message}", e);
        }
        catch (Exception e) when (e is TokenizerFormatException or GraphFormatException or OnnxRuntimeException or IOException)
        {
            throw new BundleRefusedException($"Model '{manifest.Name}' cannot be loaded: {e.Message}", e);
        }
    }

    private static Tokenizer TokenizerOf(ModelManifest manifest, BundleTokenizers tokenizers, GraphSession graph)
    {
        try
        {
            return tokenizers.Of(manifest);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    private static RowGraph RowGraphOf(ModelManifest manifest, string path, BundleTokenizers tokenizers) => manifest switch
    {
        EncoderManifest encoder => RowGraph.Pooled(path, encoder),
        CausalYesNoManifest causal => RowGraph.YesAndNo(path, causal, IdOf(tokenizers.Of(manifest), causal.Yes), IdOf(tokenizers.Of(manifest), causal.No)),
        MultiLabelManifest labels => new RowGraph(path, labels.Output, labels.Labels.Count),
        _ => new RowGraph(path, manifest.Output, 1),
    };

    private static Model Create(ModelManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision) => manifest switch
    {
        EncoderManifest encoder => new EncoderModel(encoder, tokenizer, graph, precision),
        CrossEncoderManifest pairs => new CrossEncoderModel(pairs, tokenizer, graph, precision),
        CausalYesNoManifest causal => new CausalYesNoModel(causal, tokenizer, graph, precision),
        MultiLabelManifest labels => new MultiLabelModel(labels, tokenizer, graph, precision),
        _ => throw new NotSupportedException($"There is no model of kind '{manifest.Kind}'."),
    };

    private static int IdOf(Tokenizer tokenizer, string token) =>
        tokenizer.IdOf(token) ?? throw new BundleRefusedException($"'{token}' is not an entry of the tokenizer's vocabulary.");
}
