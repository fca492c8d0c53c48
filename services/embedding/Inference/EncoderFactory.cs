using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Tokenizers;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Inference;

/// <summary>Brings the models of a bundle into memory.</summary>
internal sealed class EncoderFactory(IOptions<InferenceOptions> options)
{
    /// <exception cref="BundleRefusedException">Graph, tokenizer and manifest do not fit together.</exception>
    public Encoder Create(Bundle bundle, EncoderManifest manifest)
    {
        OnnxEnvironment.Start(options.Value.Threads > 0 ? options.Value.Threads : Environment.ProcessorCount);
        var tokenizer = TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer));
        if (tokenizer.SpecialTokenCount >= manifest.MaxTokens)
            throw new BundleRefusedException($"Model '{manifest.Name}': the {tokenizer.SpecialTokenCount} special tokens leave no room in a limit of {manifest.MaxTokens}.");
        return new Encoder(manifest, tokenizer, new EncoderSession(bundle.PathOf(manifest.Graphs[Precision.Fp32]), manifest));
    }
}
