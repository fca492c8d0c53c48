using Attune.Tokenizers;

namespace Attune.Embedding.Testing;

/// <summary>What a made bundle's models must give, in double precision over the numbers of <see cref="PlainRun"/>: sequences, pooling and activation are done here once more.</summary>
internal sealed class Oracle(Bundle bundle)
{
    public float[] Embed(string text, TextRole role, string? task = null)
    {
        var manifest = bundle.Manifest.Models.OfType<EncoderManifest>().Single();
        var template = role == TextRole.Query ? manifest.Templates.Query : manifest.Templates.Document;
        var ids = Ids(manifest, x => x.Encode(template.Replace("{task}", task ?? manifest.Task, StringComparison.Ordinal).Replace("{text}", text, StringComparison.Ordinal), Buffer, manifest.MaxTokens));
        var tokens = Run(manifest, ids, []);
        var pooled = manifest.Pooling switch
        {
            Pooling.Cls => tokens[0],
            Pooling.Last => tokens[^1],
            _ => [.. Enumerable.Range(0, manifest.Dimensions).Select(i => tokens.Average(x => x[i]))],
        };
        var norm = manifest.Normalize ? Math.Sqrt(pooled.Sum(x => x * x)) : 1;
        return [.. pooled.Select(x => (float)(x / norm))];
    }

    public float Score(string query, string document, string? task = null)
    {
        switch (bundle.Manifest.Models.Single(x => x is CrossEncoderManifest or CausalYesNoManifest))
        {
            case CrossEncoderManifest manifest:
                using (var types = new TokenBuffer())
                {
                    var ids = Ids(manifest, x => x.EncodePair(query, document, Buffer, types, manifest.MaxTokens, PairTruncation.OnlySecond));
                    return (float)Sigmoid(Run(manifest, ids, types.Ids)[0][0]);
                }

            case CausalYesNoManifest manifest:
                var logits = LastLogits(manifest, query, document, task);
                var tokenizer = Tokenizer(manifest);
                return (float)Sigmoid(logits[tokenizer.IdOf(manifest.Yes)!.Value] - logits[tokenizer.IdOf(manifest.No)!.Value]);
            default:
                throw new NotSupportedException();
        }
    }

    /// <summary>One logit an entry of the vocabulary.</summary>
    public double[] LastLogits(CausalYesNoManifest manifest, string query, string document, string? task = null)
    {
        var text = manifest.Template.Replace("{task}", task ?? manifest.Task, StringComparison.Ordinal).Replace("{query}", query, StringComparison.Ordinal).Replace("{document}", document, StringComparison.Ordinal);
        int[] prefix = Plain(manifest, manifest.Prefix), suffix = Plain(manifest, manifest.Suffix), own = Plain(manifest, text);
        return Run(manifest, [.. prefix, .. own.Take(manifest.MaxTokens - prefix.Length - suffix.Length), .. suffix], [])[^1];
    }

    public float[] Labels(string text)
    {
        var manifest = bundle.Manifest.Models.OfType<MultiLabelManifest>().Single();
        var ids = Ids(manifest, x => x.Encode(text, Buffer, manifest.MaxTokens));
        return [.. Run(manifest, ids, [])[0].Select(x => (float)Sigmoid(x))];
    }

    private TokenBuffer Buffer { get; } = new();

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private int[] Plain(ModelManifest manifest, string text) => Ids(manifest, x => x.EncodePlain(text, Buffer));

    private int[] Ids(ModelManifest manifest, Action<Tokenizer> encode)
    {
        Buffer.Clear();
        encode(Tokenizer(manifest));
        return Buffer.Ids.ToArray();
    }

    private Tokenizer Tokenizer(ModelManifest manifest) => TokenizerFile.Load(bundle.PathOf(manifest.Tokenizer));

    private double[][] Run(ModelManifest manifest, int[] ids, ReadOnlySpan<int> types) => PlainRun.Run(bundle.PathOf(manifest.Graphs[Precision.Fp32]), ids, types, manifest.Output);
}
