using System.Text.RegularExpressions;

namespace Attune.Bundles;

/// <summary>What a manifest may not say although it is well-formed.</summary>
internal static partial class ManifestCheck
{
    /// <summary>All problems, one sentence each.</summary>
    public static IEnumerable<string> Problems(BundleManifest manifest)
    {
        if (manifest.ManifestFormat != BundleManifest.Format)
            yield return $"The manifest has format {manifest.ManifestFormat}; format {BundleManifest.Format} is supported.";
        if (!BundleName().IsMatch(manifest.Name))
            yield return $"name: '{manifest.Name}' is not made of lower-case letters, digits and hyphens.";

        foreach (var (file, hash) in manifest.Files)
        {
            // A bundle never reaches outside its folder.
            if (!BundlePath.IsValid(file))
                yield return $"files: '{file}' is not a plain relative path ({BundlePath.Rule}).";
            else if (file == BundleReader.ManifestName)
                yield return $"files: '{file}' is the manifest itself.";
            if (!Sha256().IsMatch(hash))
                yield return $"files: the hash of '{file}' is not 64 lower-case hex digits.";
        }

        if (manifest.Models.OfType<EncoderManifest>().Count() != 1)
            yield return "models: exactly one encoder is needed.";
        if (manifest.Models.Count(x => x is CrossEncoderManifest or CausalYesNoManifest) > 1)
            yield return "models: more than one reranker (cross-encoder or causal-yes-no).";
        if (manifest.Models.OfType<MultiLabelManifest>().Count() > 1)
            yield return "models: more than one multi-label model.";
        foreach (var name in manifest.Models.CountBy(x => x.Name).Where(x => x.Value > 1).Select(x => x.Key))
            yield return $"models: the name '{name}' is given twice.";
        foreach (var model in manifest.Models)
        {
            foreach (var problem in ModelCheck.Problems(manifest, model))
                yield return $"model '{model.Name}': {problem}";
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BundleName();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Sha256();
}
