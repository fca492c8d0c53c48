using Attune.Bundles;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Bundles;

internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        if (BundleFolder.Find(options) is not { } folder)
            return ValidateOptionsResult.Fail(
                $"Models:Bundle is not set, and no folder above {AppContext.BaseDirectory} holds {BundleFolder.BuiltIn}. Set " +
                "Models__Bundle to the folder of a model bundle.");
        if (!File.Exists(Path.Combine(folder, BundleReader.ManifestName)))
            return ValidateOptionsResult.Fail(
                $"Models:Bundle: there is no {BundleReader.ManifestName} in '{folder}'. Set Models__Bundle to the folder of a " +
                "model bundle.");
        return ValidateOptionsResult.Success;
    }
}
