namespace Attune.Training.Features;

/// <summary>
/// Tells a sound that was made with its video, and trends nowhere, from one that others made. Platforms name it in the language of whoever
/// looks, "som original - Ana", and put its maker's name behind the dash: so the author decides, and words only where nobody is named.
/// </summary>
internal static class OriginalSound
{
    /// <summary>What platforms call such a sound, as public scrapers have delivered it.</summary>
    private static readonly string[] Titles =
    [
        "original sound", "originalton", "son original", "sonido original", "som original", "suono originale", "оригинальный звук",
        "orijinal ses", "オリジナル楽曲", "오리지널 사운드", "suara asli", "nhạc nền", "الصوت الأصلي",
    ];

    /// <summary>The same behind the maker's name: "@name创作的原声".</summary>
    private static readonly string[] Endings = ["创作的原声", "創作的原聲"];

    private const string Dashes = "-–—:", Notes = "♬♫♪ ";

    public static bool Is(VideoMetrics video)
    {
        if (video.SoundIsOriginal is { } said) return said;
        var title = Plain(video.SoundName.TrimStart([.. Notes]));
        var maker = Name(video.SoundAuthor);
        string[] authors = [.. new[] { Name(video.Author), Name(video.AuthorHandle) }.Where(name => name.Length > 0)];
        if (authors.Length > 0)
        {
            if (authors.Any(name => name.Equals(maker, StringComparison.OrdinalIgnoreCase) || IsNamed(title, name))) return true;
            if (maker.Length > 0 || NamesSomebody(title)) return false;
        }
        return (maker.Length > 0 && IsNamed(title, maker)) || IsGenericTitle(title);
    }

    // Behind the last dash, or behind an @ at the beginning.
    private static bool IsNamed(string title, string name)
    {
        if (title.EndsWith(name, StringComparison.OrdinalIgnoreCase) && title[..^name.Length].TrimEnd(' ', '@') is [.., var before]
            && IsDash(before)) return true;
        return title.StartsWith('@') && title.AsSpan(1).StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && !(title.Length > name.Length + 1 && char.IsAscii(title[name.Length + 1]));
    }

    private static bool NamesSomebody(string title) =>
        title.StartsWith('@') || Dashes.Any(dash => title.Contains($" {dash} ", StringComparison.Ordinal));

    private static bool IsGenericTitle(string title) =>
        Titles.Any(words => title.StartsWith(words, StringComparison.OrdinalIgnoreCase) && title[words.Length..].TrimStart() is var rest
            && (rest.Length == 0 || IsDash(rest[0]))) || Endings.Any(words => title.Contains(words, StringComparison.Ordinal));

    private static bool IsDash(char letter) => Dashes.Contains(letter, StringComparison.Ordinal);

    private static string Name(string name) => Plain(name.TrimStart().TrimStart('@'));

    private static string Plain(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
