using System.Text.Json;
using Attune.Tokenizers.Loading;
using Attune.Tokenizers.Models;
using Attune.Tokenizers.PreTokenization;

namespace Attune.Tokenizers;

/// <summary>Reads Hugging Face's <c>tokenizer.json</c>.</summary>
public static class TokenizerFile
{
    private static readonly string[] PadTokens = ["[PAD]", "<pad>", "<|endoftext|>"];

    /// <summary>
    /// Reads tokenizers of the kinds WordPiece (as BERT has), Unigram (XLM-RoBERTa), BPE (byte-level as GPT-2, ModernBERT, Llama 3 and
    /// Qwen have, or over characters as Mistral and Gemma) and WordLevel; <c>docs/tokenizers.md</c> lists what is read and what is
    /// refused. The decoder is not looked at, for nothing here turns ids into text. The limits of truncation and the side of padding
    /// are the caller's to apply.
    /// </summary>
    /// <exception cref="TokenizerFormatException">
    /// The file is malformed, or asks for something that is not supported; nothing in it is ignored.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tokenizer Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>As <see cref="Load(string)"/>; <paramref name="name"/> is what messages call the file.</summary>
    public static Tokenizer Load(Stream stream, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(JsonSection.Root(document.RootElement, name));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // The latter two: values of the wrong kind, and strings that are not valid UTF-16.
            throw new TokenizerFormatException($"{name} is not a tokenizer file: {e.Message}", e);
        }
    }

    private static Tokenizer Read(JsonSection root)
    {
        if (root.String("version") is not "1.0" and var version)
            throw root.Error("version", $"is '{version}', which is not supported; supported: 1.0.");

        var preTokenizers = PreTokenizerSection.Read(root.OptionalSection("pre_tokenizer"));
        var model = ModelSection.Read(root.Section("model"), spelledBytes: preTokenizers is [.., ByteAlphabetRewriter]);
        var added = AddedTokensSection.Read(root.Sections("added_tokens"), model);
        var addedIds = added.DistinctBy(x => x.Content, StringComparer.Ordinal)
            .ToDictionary(x => x.Content, x => x.Id, StringComparer.Ordinal);
        int? IdOf(string token) => addedIds.TryGetValue(token, out var id) || model.Vocabulary.TryGetValue(token, out id) ? id : null;

        root.Optional("decoder");
        CheckTruncation(root.OptionalSection("truncation"));
        var parts = new TokenizerParts
        {
            AddedTokens = added,
            Normalizer = NormalizerSection.Read(root.OptionalSection("normalizer")),
            // A byte-level model reads the bytes themselves.
            PreTokenizers = model.Model is ByteLevelBpe ? preTokenizers[..^1] : preTokenizers,
            Model = model.Model,
            Template = PostProcessorSection.Read(root.OptionalSection("post_processor"), IdOf),
            IdOf = IdOf,
            VocabularySize = model.Vocabulary.Values.Concat(added.Select(x => x.Id)).Max() + 1,
            PadId = ReadPadId(root.OptionalSection("padding")) ?? PadTokens.Select(IdOf).FirstOrDefault(x => x is not null) ?? 0,
        };
        root.End();
        RequireFindable(root, parts);
        return new Tokenizer(parts);
    }

    private static void CheckTruncation(JsonSection? section)
    {
        if (section is null)
            return;
        if (section.OptionalString("direction") is not (null or "Right") and var direction)
            section.Unsupported<string>("direction", direction, "Right");
        section.Count("max_length");
        section.Count("stride");
        section.String("strategy");
        section.End();
    }

    private static int? ReadPadId(JsonSection? section)
    {
        if (section is null)
            return null;
        // Who makes batches fills them up, at the end that the model does not look at.
        if (section.OptionalString("direction") is not (null or "Right" or "Left") and var direction)
            section.Unsupported<string>("direction", direction, "Right, Left");
        section.Required("strategy");
        section.OptionalCount("pad_to_multiple_of");
        section.OptionalCount("pad_type_id");
        section.OptionalString("pad_token");
        var id = section.Count("pad_id");
        section.End();
        return id;
    }

    private static void RequireFindable(JsonSection root, TokenizerParts parts)
    {
        foreach (var token in parts.AddedTokens.Where(x => x.Normalized))
        {
            if (parts.NormalizedContent(token).Length == 0)
                throw root.Error("added_tokens", $"holds '{token.Content}', of which normalisation leaves nothing.");
        }
    }
}
