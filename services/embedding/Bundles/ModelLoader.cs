using Attune.Bundles;
using System.Diagnostics;
using Attune.Embedding.Inference;
using Attune.Hosting;
using Attune.Tokenizers;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Embedding.Bundles;

/// <summary>
/// Brings the bundle into service while the server already answers health checks: manifest, file hashes, sessions, self-test.
/// A bundle that fails any of them ends the process.
/// </summary>
internal sealed partial class ModelLoader(
    IOptions<ModelsOptions> options, EncoderFactory encoders, ModelState state, IHostApplicationLifetime lifetime, ILogger<ModelLoader> logger) : BackgroundService
{
    private BundleRefusedException? _refused;

    /// <summary>Ends the process with exit code 1 and one line that says why, where the bundle was refused.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_refused is not null)
            throw new StartupException(_refused.Message, _refused);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            var bundle = await LoadAsync(BundleFolder.Find(options.Value)!, stoppingToken);
            state.Serve(bundle);
            LogServing(bundle.Manifest.Name, bundle.Hash, watch.Elapsed.TotalMilliseconds);
        }
        catch (BundleRefusedException refused)
        {
            _refused = refused;
            state.Report(refused.Message);
            LogRefused(refused.Message);
            lifetime.StopApplication();
        }
    }

    private async Task<ServingBundle> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        state.Report($"reading the model bundle in '{folder}'");
        var bundle = await BundleReader.ReadAsync(folder, cancellationToken);

        state.Report($"comparing the files of bundle '{bundle.Manifest.Name}' with their hashes");
        await BundleFiles.VerifyAsync(bundle, cancellationToken);

        var manifest = bundle.Manifest.Models.OfType<EncoderManifest>().Single();
        state.Report($"loading model '{manifest.Name}'");
        var encoder = Load(bundle, manifest);
        try
        {
            state.Report($"testing model '{manifest.Name}' on its golden texts");
            GoldenTest.Run(encoder, manifest);
            return new ServingBundle(bundle, encoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    private Encoder Load(Bundle bundle, EncoderManifest manifest)
    {
        try
        {
            return encoders.Create(bundle, manifest);
        }
        catch (Exception e) when (e is TokenizerFormatException or OnnxRuntimeException or IOException)
        {
            throw new BundleRefusedException($"Model '{manifest.Name}' cannot be loaded: {e.Message}", e);
        }
    }
}
