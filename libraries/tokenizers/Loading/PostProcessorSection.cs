using System.Text.Json;
using Attune.Tokenizers.PostProcessing;

namespace Attune.Tokenizers.Loading;

internal static class PostProcessorSection
{
    public static SequenceTemplate Read(JsonSection? section, Func<string, int?> idOf)
    {
        if (section is null)
            return SequenceTemplate.None;

        var template = section.String("type") switch
        {
            "TemplateProcessing" => ReadTemplate(section, idOf),
            "BertProcessing" => ReadBert(section, idOf),
            "RobertaProcessing" => ReadRoberta(section, idOf),
            "ByteLevel" => ReadByteLevel(section),
            "Sequence" => ReadSequence(section, idOf),
            var type => section.Unsupported<SequenceTemplate>(
                "type", type, "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence"),
        };
        section.End();
        return template;
    }

    // These settings are about character offsets, which nothing here reports.
    private static SequenceTemplate ReadByteLevel(JsonSection section)
    {
        section.OptionalFlag("trim_offsets");
        section.OptionalFlag("add_prefix_space");
        section.OptionalFlag("use_regex");
        return SequenceTemplate.None;
    }

    private static SequenceTemplate ReadSequence(JsonSection section, Func<string, int?> idOf)
    {
        SequenceTemplate[] templates = [.. section.Sections("processors").Select(x => Read(x, idOf))
            .Where(x => x != SequenceTemplate.None)];
        return templates.Length <= 1
            ? templates.SingleOrDefault(SequenceTemplate.None)
            : throw section.Error("processors", "holds more than one template, which is not supported.");
    }

    private static SequenceTemplate ReadTemplate(JsonSection section, Func<string, int?> idOf)
    {
        var special = ReadSpecialTokens(section.Section("special_tokens"), idOf);
        List<int> prefix = [], suffix = [];
        var sequences = 0;
        foreach (var item in section.Sections("single"))
        {
            if (item.OptionalSection("SpecialToken") is { } token)
            {
                RequireFirstType(token);
                (sequences == 0 ? prefix : suffix).AddRange(IdsOf(token, special));
                token.End();
            }
            else
            {
                var sequence = item.Section("Sequence");
                if (sequence.String("id") != "A")
                    throw sequence.Error("id", "must be 'A' in the template of a single text.");
                RequireFirstType(sequence);
                sequence.End();
                sequences++;
            }

            item.End();
        }

        return sequences == 1
            ? new SequenceTemplate([.. prefix], [.. suffix], ReadPairTemplate(section, special))
            : throw section.Error("single", $"must hold sequence A once, not {sequences} times.");
    }

    private static PairTemplate ReadPairTemplate(JsonSection section, Dictionary<string, int[]> special)
    {
        var pieces = new List<PairPiece>();
        foreach (var item in section.Sections("pair"))
        {
            if (item.OptionalSection("SpecialToken") is { } token)
            {
                var type = token.Count("type_id");
                pieces.AddRange(IdsOf(token, special).Select(id => PairPiece.Special(id, type)));
                token.End();
            }
            else
            {
                var sequence = item.Section("Sequence");
                var type = sequence.Count("type_id");
                pieces.Add(sequence.String("id") switch
                {
                    "A" => PairPiece.First(type),
                    "B" => PairPiece.Second(type),
                    var id => sequence.Unsupported<PairPiece>("id", id, "A, B"),
                });
                sequence.End();
            }

            item.End();
        }

        return pieces.Count(x => x.Part == PairPart.First) == 1 && pieces.Count(x => x.Part == PairPart.Second) == 1
            ? new PairTemplate([.. pieces])
            : throw section.Error("pair", "must hold each of the sequences A and B once.");
    }

    private static SequenceTemplate ReadBert(JsonSection section, Func<string, int?> idOf)
    {
        int cls = ReadPair(section, "cls", idOf), sep = ReadPair(section, "sep", idOf);
        return new([cls], [sep], new PairTemplate(
            PairPiece.Special(cls, 0), PairPiece.First(0), PairPiece.Special(sep, 0), PairPiece.Second(1), PairPiece.Special(sep, 1)));
    }

    private static SequenceTemplate ReadRoberta(JsonSection section, Func<string, int?> idOf)
    {
        // Both are about character offsets, which nothing here reports.
        section.OptionalFlag("trim_offsets");
        section.OptionalFlag("add_prefix_space");
        int cls = ReadPair(section, "cls", idOf), sep = ReadPair(section, "sep", idOf);
        return new([cls], [sep], new PairTemplate(
            PairPiece.Special(cls, 0), PairPiece.First(0), PairPiece.Special(sep, 0),
            PairPiece.Special(sep, 0), PairPiece.Second(0), PairPiece.Special(sep, 0)));
    }

    private static int[] IdsOf(JsonSection token, Dictionary<string, int[]> special)
    {
        var name = token.String("id");
        return special.GetValueOrDefault(name) ?? throw token.Error("id", $"is '{name}', which is not in special_tokens.");
    }

    private static void RequireFirstType(JsonSection part)
    {
        if (part.Count("type_id") != 0)
            throw part.Error("type_id", "must be 0 in the template of a single text.");
    }

    private static Dictionary<string, int[]> ReadSpecialTokens(JsonSection section, Func<string, int?> idOf)
    {
        var tokens = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var name in section.Names)
        {
            var token = section.Section(name);
            string[] contents = [.. token.Required("tokens").EnumerateArray()
                .Select(x => x.GetString() ?? throw section.Error(name, "has a token that is null."))];
            int[] ids = [.. token.Required("ids").EnumerateArray().Select(x => x.GetInt32())];
            token.String("id");
            token.End();
            if (!contents.Select(idOf).SequenceEqual(ids.Select(x => (int?)x)))
                throw section.Error(name, "gives ids that its tokens do not have in the vocabulary.");
            tokens[name] = ids;
        }

        return tokens;
    }

    // ["[SEP]", 102]
    private static int ReadPair(JsonSection section, string name, Func<string, int?> idOf)
    {
        var pair = section.Required(name);
        if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            && pair[0].ValueKind == JsonValueKind.String && pair[1].ValueKind == JsonValueKind.Number && pair[1].TryGetInt32(out var id))
        {
            return idOf(pair[0].GetString()!) == id
                ? id
                : throw section.Error(name, $"gives '{pair[0].GetString()}' the id {id}, which it does not have in the vocabulary.");
        }

        throw section.Error(name, "must be a token and its id, such as [\"[SEP]\", 102].");
    }
}
