namespace Attune.Matching.Music.Genres;

/// <summary>A line of <c>genres.tsv</c>: name, parents, other spellings.</summary>
internal sealed record GenreLine(string Name, string[] Parents, string[] OtherSpellings)
{
    public IEnumerable<string> Spellings => OtherSpellings.Prepend(Name);

    /// <exception cref="InvalidDataException">There are more than three columns, or the name is blank.</exception>
    public static GenreLine Parse(string line)
    {
        var columns = line.Split('\t');
        if (columns.Length > 3 || string.IsNullOrWhiteSpace(columns[0]))
            throw new InvalidDataException($"The line '{line}' is none of: name, parents, other spellings, split by tabs.");
        return new GenreLine(columns[0], List(columns, 1), List(columns, 2));
    }

    private static string[] List(string[] columns, int index) =>
        index < columns.Length ? columns[index].Split(", ", StringSplitOptions.RemoveEmptyEntries) : [];
}
