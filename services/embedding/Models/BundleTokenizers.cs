using Attune.Bundles;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>
/// The tokenizers of a bundle while its models are brought into memory: models that name the same file share what was read once. Reading
/// begins at once, beside the opening of the first graph, which takes about as long.
/// </summary>
internal sealed class BundleTokenizers
{
    private readonly Dictionary<string, Lazy<Tokenizer>> _read = new(StringComparer.Ordinal);

    public BundleTokenizers(Bundle bundle)
    {
        foreach (var manifest in bundle.Manifest.Models)
            _read.TryAdd(manifest.Tokenizer, new(() => TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer))));
        foreach (var tokenizer in _read.Values)
            ThreadPool.QueueUserWorkItem(static x => Begin(x), tokenizer, preferLocal: false);
    }

    /// <exception cref="TokenizerFormatException">The file is malformed, or asks for something that is not supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Tokenizer Of(ModelManifest manifest) => _read[manifest.Tokenizer].Value;

    private static void Begin(Lazy<Tokenizer> tokenizer)
    {
        try
        {
            _ = tokenizer.Value;
        }
        catch (Exception e) when (e is TokenizerFormatException or IOException or UnauthorizedAccessException)
        {
            // Whoever asks for it is told the same.
        }
    }
}
