using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>Asks a language model whether the document answers the query; the score is the softmax over its logits of yes and no.</summary>
internal sealed class CausalYesNoModel : RerankModel
{
    private readonly CausalYesNoManifest _manifest;
    private readonly Template _template;
    private readonly int[] _prefix, _suffix;

    public CausalYesNoModel(CausalYesNoManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
        : base(manifest, tokenizer, graph, precision)
    {
        _manifest = manifest;
        _template = new Template(manifest.Template, Template.Task, Template.Query, Template.Document);
        _prefix = Encode(manifest.Prefix);
        _suffix = Encode(manifest.Suffix);
    }

    public override string DefaultTask => _manifest.Task;

    public override int TokensWithoutDocument(string query, string? task, CancellationToken cancellationToken = default)
    {
        using var head = Fill(query, "", task);
        return _prefix.Length + Encode(head.Text, cancellationToken).Length + _suffix.Length;
    }

    public override TokenCount Tokenize(
        string query, string document, string? task, bool truncate, Sequences sequences, CancellationToken cancellationToken = default)
    {
        using var whole = Fill(query, document, task);
        var frame = _prefix.Length + _suffix.Length;
        sequences.Ids.Append(_prefix);
        var own = Tokenizer.EncodePlain(whole.Text, sequences.Ids, truncate ? MaxTokens - frame : int.MaxValue, cancellationToken);
        sequences.Ids.Append(_suffix);
        sequences.End();
        return new TokenCount(own.Total + frame, own.Written + frame);
    }

    /// <summary>Of the logits of yes and no.</summary>
    public override float RawScore(ReadOnlySpan<float> row) => Activation.LogOdds(row[0], row[1]);

    private FilledTemplate Fill(string query, string document, string? task) =>
        _template.Fill(new TemplateValues { Task = task ?? _manifest.Task, Query = query, Document = document });

    private int[] Encode(ReadOnlySpan<char> text, CancellationToken cancellationToken = default)
    {
        using var ids = new TokenBuffer();
        Tokenizer.EncodePlain(text, ids, int.MaxValue, cancellationToken);
        return ids.Ids.ToArray();
    }
}
