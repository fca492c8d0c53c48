using System.Buffers;

namespace Attune.Embedding.Models;

/// <summary>A template with its values in, in pooled memory.</summary>
internal readonly ref struct FilledTemplate
{
    private readonly char[]? _rented;

    public FilledTemplate(ReadOnlySpan<string> literals, ReadOnlySpan<string> placeholders, TemplateValues values)
    {
        if (literals is ["", ""])
        {
            Text = values.Of(placeholders[0]);
            return;
        }

        var length = 0;
        foreach (var literal in literals)
            length += literal.Length;
        foreach (var placeholder in placeholders)
            length += values.Of(placeholder).Length;
        _rented = ArrayPool<char>.Shared.Rent(length);
        var at = 0;
        for (var i = 0; i < literals.Length; i++)
        {
            literals[i].CopyTo(_rented.AsSpan(at));
            at += literals[i].Length;
            if (i == placeholders.Length)
                break;
            var value = values.Of(placeholders[i]);
            value.CopyTo(_rented.AsSpan(at));
            at += value.Length;
        }

        Text = _rented.AsSpan(0, length);
    }

    public ReadOnlySpan<char> Text { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<char>.Shared.Return(_rented);
    }
}
