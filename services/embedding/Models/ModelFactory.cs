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
    public static Model Create(
        Bundle bundle, ModelManifest manifest, Precision precision, ComputeDevice device, BundleTokenizers tokenizers)
    {
        try
        {
            // The graph first: the tokenizer is being read meanwhile.
            var graph = new GraphSession(RowGraphOf(manifest, bundle.PathOf(manifest.Graphs[precision]), tokenizers), device);
            var model = Create(manifest, TokenizerOf(manifest, tokenizers, graph), graph, precision);
            if (Misfit(model) is not { } misfit)
                return model;
            model.Dispose();
            throw new BundleRefusedException(misfit);
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

    private static string? Misfit(Model model)
    {
        if (model.FrameTokens >= model.MaxTokens)
            return $"the {model.FrameTokens} tokens of templates and special tokens leave no room in a limit of {model.MaxTokens}.";
        return model.Shape.Length < model.MaxTokens
            ? $"its graph was made for sequences of {model.Shape.Length} tokens, and maxTokens is {model.MaxTokens}. "
                + $"Set maxTokens to at most {model.Shape.Length}, or export the graph with a free length."
            : null;
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
        CausalYesNoManifest causal =>
            RowGraph.YesAndNo(path, causal, IdOf(tokenizers.Of(manifest), causal.Yes), IdOf(tokenizers.Of(manifest), causal.No)),
        CrossEncoderManifest { PositiveColumn: not null } => new RowGraph(path, manifest.Output, 2),
        CrossEncoderManifest => new RowGraph(
            path, manifest.Output, 1, Hint: "Where there are two, positiveColumn in the manifest says which one speaks for the document"),
        MultiLabelManifest labels => new RowGraph(path, labels.Output, labels.Labels.Count),
        _ => throw new NotSupportedException($"There is no graph of kind '{manifest.Kind}'."),
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
