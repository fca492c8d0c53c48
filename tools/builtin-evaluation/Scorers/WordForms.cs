using Attune.Evaluation.Words;

namespace Attune.BuiltinEvaluation.Scorers;

/// <summary>
/// Words without their commonest English endings, so that "guitars" finds "guitar": what makes word overlap a baseline worth beating.
/// </summary>
internal static class WordForms
{
    private static readonly string[] Endings = ["ing", "ers", "ies", "ed", "es", "er", "s"];

    public static TermCounts CountsOf(string text) => TermCounts.Of(text, Stem);

    /// <summary>Cuts the first ending that leaves three letters or more.</summary>
    public static string Stem(string word) =>
        Endings.FirstOrDefault(ending => word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal)) is { } ending
            ? word[..^ending.Length]
            : word;
}
