using System.Text.Json.Nodes;
using Attune.Graphs.LastToken;
using Attune.Graphs.Protos;
using Attune.Tokenizers;
using Google.Protobuf;

namespace Attune.Embedding.Integration.Made;

/// <summary>
/// Turns a bundle's causal reranker into one as some are exported: made for a batch of one, and giving the logits of yes and no itself.
/// The golden scores stay as they were.
/// </summary>
internal static class OneRowReranker
{
    private const string File = "one-row.onnx";

    public static void Make(MadeBundle bundle)
    {
        var manifest = bundle.Read().Manifest.Models.OfType<CausalYesNoManifest>().Single();
        var tokenizer = TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer));
        LastTokenColumnsRewriter.Rewrite(bundle.PathOf("rerank.onnx"), bundle.PathOf(File), [tokenizer.IdOf(manifest.Yes)!.Value, tokenizer.IdOf(manifest.No)!.Value], manifest.Output);

        var model = ModelProto.Parser.ParseFrom(System.IO.File.ReadAllBytes(bundle.PathOf(File)));
        foreach (var input in model.Graph.Input.Where(x => !x.Name.StartsWith("past", StringComparison.Ordinal)))
            input.Type.TensorType.Shape.Dim[0].DimValue = 1;
        System.IO.File.WriteAllBytes(bundle.PathOf(File), model.ToByteArray());

        bundle.Edit(x =>
        {
            var reranker = x["models"]!.AsArray().Single(m => m!["kind"]!.GetValue<string>() == CausalYesNoManifest.KindName)!;
            reranker["graphs"] = new JsonObject { ["fp32"] = File };
            reranker["output"] = LastTokenColumnsRewriter.OutputName;
        });
    }
}
