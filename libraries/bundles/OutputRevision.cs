using System.Text.Json.Nodes;
using Attune.Contracts;

namespace Attune.Bundles;

/// <summary>
/// The revision that a model's outputs are stored under: the manifest's own, and behind a hyphen twelve hex digits of a hash over
/// everything that decides them. A changed template, task, bucket, limit or file is another revision, whether somebody thought of the name
/// or not.
/// </summary>
internal static class OutputRevision
{
    private const int Digits = 12;

    // What says how good outputs are, and not what they are.
    private static readonly string[] Judgements = ["golden", "goldenSimilarities", "tolerance", "experimental"];

    /// <param name="bundle">The manifest.</param>
    /// <param name="model">One of its models.</param>
    /// <param name="entry">The same model as it stands in the manifest.</param>
    public static string Of(BundleManifest bundle, ModelManifest model, JsonObject entry)
    {
        var decisive = entry.DeepClone().AsObject();
        foreach (var judgement in Judgements) decisive.Remove(judgement);
        var files = bundle.Files.Where(file => Reads(bundle, model, file.Key))
            .Select(file => KeyValuePair.Create<string, JsonNode?>(file.Key, file.Value));
        var hash = Hash.Compute(Versions.ModelOutputs, new JsonObject { ["model"] = decisive, ["files"] = new JsonObject(files) });
        return $"{model.Revision}-{hash.AsSpan(Versions.ModelOutputs.Length + 1, Digits)}";
    }

    // Its own files, and whatever lies beside its graphs and is nobody's graph or tokenizer: which external data a graph reads, only the
    // graph knows.
    private static bool Reads(BundleManifest bundle, ModelManifest model, string file) =>
        IsOf(model, file) || (!bundle.Models.Any(other => IsOf(other, file))
            && model.Graphs.Values.Any(graph => Path.GetDirectoryName(graph) == Path.GetDirectoryName(file)));

    private static bool IsOf(ModelManifest model, string file) => file == model.Tokenizer || model.Graphs.Values.Contains(file);
}
