using Attune.Bundles;
using Attune.Embedding.Devices;
using Attune.Embedding.Models;

namespace Attune.Embedding.Bundles;

/// <summary>Brings all models of a bundle to a device, each in the fastest precision that its golden outputs allow.</summary>
internal sealed partial class ModelOpener(ModelState state, ILogger<ModelOpener> logger)
{
    /// <param name="bundle">In a folder that may be written to.</param>
    /// <param name="device">Where to bring them.</param>
    /// <param name="fallBack">Gives another device, told why the models do not run on the first; null where there is none.</param>
    /// <returns>The models in the bundle's order, and the device that they are on.</returns>
    /// <exception cref="BundleRefusedException">
    /// A model cannot be loaded, or fails its golden outputs in every precision; it is named.
    /// </exception>
    public (IReadOnlyList<Model> Models, ComputeDevice Device) Open(
        Bundle bundle, ComputeDevice device, Func<Exception, ComputeDevice>? fallBack, CancellationToken cancellationToken)
    {
        try
        {
            return (Open(bundle, device, cancellationToken), device);
        }
        catch (BundleRefusedException e) when (device.Kind != DeviceKind.Cpu && fallBack is not null)
        {
            // Where the bundle itself is at fault, the CPU refuses it too.
            device = fallBack(e);
            return (Open(bundle, device, cancellationToken), device);
        }
    }

    private List<Model> Open(Bundle bundle, ComputeDevice device, CancellationToken cancellationToken)
    {
        var models = new List<Model>();
        var tokenizers = new BundleTokenizers(bundle);
        try
        {
            foreach (var manifest in bundle.Manifest.Models)
            {
                cancellationToken.ThrowIfCancellationRequested();
                models.Add(Open(bundle, manifest, device, tokenizers));
            }

            return models;
        }
        catch
        {
            models.ForEach(x => x.Dispose());
            throw;
        }
    }

    private Model Open(Bundle bundle, ModelManifest manifest, ComputeDevice device, BundleTokenizers tokenizers)
    {
        foreach (var precision in device.Precisions.Where(manifest.Graphs.ContainsKey).SkipLast(1))
        {
            try
            {
                return Open(bundle, manifest, precision, device, tokenizers);
            }
            catch (BundleRefusedException e)
            {
                LogPrecisionRefused(manifest.Name, precision, device.Name, e.Message);
            }
        }

        return Open(bundle, manifest, Precision.Fp32, device, tokenizers);
    }

    private Model Open(Bundle bundle, ModelManifest manifest, Precision precision, ComputeDevice device, BundleTokenizers tokenizers)
    {
        state.Report($"loading model '{manifest.Name}'");
        var model = ModelFactory.Create(bundle, manifest, precision, device, tokenizers);
        try
        {
            state.Report($"testing model '{manifest.Name}' on its golden texts");
            GoldenTest.Run(model);
            if (model.Drawback is { } drawback)
                LogDrawback(manifest.Name, drawback);
            LogLoaded(manifest.Name, manifest.Kind, precision, device.Name);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
