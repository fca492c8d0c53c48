using Attune.Bundles;
using Attune.Embedding.Graphs;
using Attune.Embedding.Scheduling;
using Attune.Numerics;
using Attune.Tokenizers;

namespace Attune.Embedding.Models;

/// <summary>A text in, one vector out. A text of which the model knows no token gets zeros.</summary>
internal sealed class EncoderModel(EncoderManifest manifest, Tokenizer tokenizer, GraphSession graph, Precision precision)
    : Model(manifest, tokenizer, graph, precision)
{
    private readonly Template _query = new(manifest.Templates.Query, Template.Task, Template.Text);
    private readonly Template _document = new(manifest.Templates.Document, Template.Task, Template.Text);

    public new EncoderManifest Manifest => manifest;

    public override int FrameTokens => Math.Max(EmptyTokens(TextRole.Query, null), EmptyTokens(TextRole.Document, null));

    /// <summary>Whether the template of this role has a place for a task.</summary>
    public bool TakesTask(TextRole role) => TemplateOf(role).Has(Template.Task);

    /// <summary>Tokens that a text gets besides its own.</summary>
    /// <param name="role">Which template.</param>
    /// <param name="task">Null for the model's own.</param>
    /// <param name="cancellationToken">Ends the tokenising of the task.</param>
    public int EmptyTokens(TextRole role, string? task, CancellationToken cancellationToken = default)
    {
        using var none = new TokenBuffer();
        using var whole = Fill(role, "", task);
        return Tokenizer.Encode(whole.Text, none, int.MaxValue, cancellationToken).Total;
    }

    /// <summary>
    /// Appends the text in its template. Without <paramref name="truncate"/> all its tokens are kept, whatever the model's limit.
    /// </summary>
    public TokenCount Tokenize(
        string text, TextRole role, string? task, bool truncate, Sequences sequences, CancellationToken cancellationToken = default)
    {
        using var whole = Fill(role, text, task);
        var count = Tokenizer.Encode(whole.Text, sequences.Ids, truncate ? manifest.MaxTokens : int.MaxValue, cancellationToken);
        sequences.End();
        return count;
    }

    protected override void Finish(Span<float> row)
    {
        if (manifest.Normalize)
            VectorMath.Normalize(row);
    }

    private FilledTemplate Fill(TextRole role, string text, string? task) =>
        TemplateOf(role).Fill(new TemplateValues { Task = task ?? manifest.Task, Text = text });

    private Template TemplateOf(TextRole role) => role == TextRole.Query ? _query : _document;
}
