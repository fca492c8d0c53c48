using Attune.Bundles;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>The tokenizers of a bundle while its models are brought into memory: models that name the same file share what was read once.</summary>
internal sealed class BundleTokenizers(Bundle bundle)
{
    private readonly Dictionary<string, Tokenizer> _read = new(StringComparer.Ordinal);

    /// <exception cref="TokenizerFormatException">The file is malformed, or asks for something that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Tokenizer Of(ModelManifest manifest)
    {
        if (!_read.TryGetValue(manifest.Tokenizer, out var tokenizer))
            _read[manifest.Tokenizer] = tokenizer = TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer));
        return tokenizer;
    }
}
