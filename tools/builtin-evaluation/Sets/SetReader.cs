using System.Text.Json;

namespace Attune.BuiltinEvaluation.Sets;

/// <summary>Reads the files that <c>tools/builtin-model/evaluation/make_sets.py</c> writes, and the sentences with emotions.</summary>
internal static class SetReader
{
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Every set of a folder, in order of names.</summary>
    /// <exception cref="SetException">There is none, or a line is not sound.</exception>
    public static IReadOnlyList<MatchingSet> ReadAll(string folder, Split split)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0)
            throw new SetException($"{folder} has no evaluation sets (*.jsonl). ./attune eval builtin --sets makes them.");
        return [.. files.Select(file => Read(file, split))];
    }

    public static MatchingSet Read(string file, Split split)
    {
        var rows = Lines<SetRow>(file);
        var name = Path.GetFileNameWithoutExtension(file);
        if (rows.Count == 0 || rows[0].Kind != SetRow.Set || !Enum.TryParse<SetGroup>(rows[0].Group, ignoreCase: true, out var group))
            throw new SetException(
                $"{file}: the first line must be of kind 'set' and name a group " +
                $"({string.Join(", ", Enum.GetNames<SetGroup>()).ToLowerInvariant()}).");
        var candidates = rows.Where(row => row.Kind is SetRow.Category or SetRow.Document).ToList();
        var places = candidates.Index()
            .ToDictionary(x => x.Item.Kind == SetRow.Document ? x.Item.Id! : x.Item.Text!, x => x.Index, StringComparer.Ordinal);
        var items = rows.Where(row => row.Kind is SetRow.Item or SetRow.Query).ToList();
        var wanted = split == Split.Dev ? "dev" : "test";
        return new MatchingSet(
            name, group, candidates.Any(row => row.Kind == SetRow.Document), [.. candidates.Select(row => row.Text!)],
            [.. items.Where(row => row.Split == wanted)
                .Select(row => new MatchingItem(row.Id!, row.Text!, [.. (row.Labels ?? row.Relevant)!.Select(x => places[x]).Order()]))],
            [.. rows.Where(row => row.Kind is not (SetRow.Set or SetRow.Category))
                .Select(row => new HeldOutText(name, row.Id!, row.Text!))]);
    }

    public static IReadOnlyList<EmotionSentence> ReadEmotions(string folder, Split split) =>
        Lines<EmotionSentence>(Path.Combine(folder, split == Split.Dev ? "calibration.jsonl" : "test.jsonl"));

    private static List<T> Lines<T>(string file)
    {
        var rows = new List<T>();
        try
        {
            foreach (var (number, line) in File.ReadLines(file).Index())
            {
                if (line.Length > 0)
                    rows.Add(JsonSerializer.Deserialize<T>(line, Strict)
                        ?? throw new SetException($"{file}, line {number + 1}: null is no row."));
            }
        }
        catch (JsonException e)
        {
            throw new SetException($"{file}, line {rows.Count + 1}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new SetException($"{file} cannot be read: {e.Message}", e);
        }

        return rows;
    }
}
