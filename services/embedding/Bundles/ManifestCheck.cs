using System.Text.RegularExpressions;

namespace Attune.Embedding.Bundles;

/// <summary>What a manifest may not say although it is well-formed.</summary>
internal static partial class ManifestCheck
{
    /// <summary>All problems, one sentence each.</summary>
    public static IEnumerable<string> Problems(BundleManifest manifest)
    {
        if (manifest.ManifestFormat != BundleManifest.Format)
            yield return $"The manifest has format {manifest.ManifestFormat}; this service reads format {BundleManifest.Format}.";

        foreach (var (file, hash) in manifest.Files)
        {
            // Plain names only: a bundle never reaches outside its folder.
            if (file is "" or "." or ".." || Path.GetFileName(file) != file)
                yield return $"files: '{file}' is not a plain file name.";
            if (!Sha256().IsMatch(hash))
                yield return $"files: the hash of '{file}' is not 64 lower-case hex digits.";
        }

        if (manifest.Models.Count(x => x.Kind == "encoder") != 1)
            yield return "models: exactly one encoder is needed.";
        foreach (string name in manifest.Models.CountBy(x => x.Name).Where(x => x.Value > 1).Select(x => x.Key))
            yield return $"models: the name '{name}' is given twice.";
        foreach (string problem in manifest.Models.SelectMany(model => Problems(manifest, model)))
            yield return problem;
    }

    private static IEnumerable<string> Problems(BundleManifest manifest, ModelManifest model)
    {
        string at = $"model '{model.Name}':";
        if (model.Name.Length == 0 || model.Revision.Length == 0)
            yield return $"{at} it needs a name and a revision.";
        if (model.Kind != "encoder")
            yield return $"{at} kind '{model.Kind}' is not supported; supported: encoder.";
        if (model.Pooling != "mean")
            yield return $"{at} pooling '{model.Pooling}' is not supported; supported: mean, done by the graph.";
        foreach (string file in new[] { model.Graph, model.Tokenizer }.Where(x => !manifest.Files.ContainsKey(x)))
            yield return $"{at} '{file}' is not among the files of the bundle.";
        if (model.Dimensions < 1)
            yield return $"{at} {model.Dimensions} dimensions are too few.";
        if (model.MaxTokens < 1)
            yield return $"{at} a limit of {model.MaxTokens} tokens is too low.";
        foreach (string template in new[] { model.Templates.Query, model.Templates.Document }.Where(x => x.Split(TemplatePair.Placeholder).Length != 2))
            yield return $"{at} the template '{template}' must hold {TemplatePair.Placeholder} once.";
        if (model.Golden.Count == 0)
            yield return $"{at} it needs golden texts.";
        foreach (var golden in model.Golden.Where(x => x.Values.Length != model.Dimensions))
            yield return $"{at} the golden text '{golden.Text}' has {golden.Values.Length} values, not {model.Dimensions}.";
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Sha256();
}
