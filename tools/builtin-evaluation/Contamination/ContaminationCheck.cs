using System.Security.Cryptography;
using System.Text.Json;
using Attune.BuiltinEvaluation.Sets;

namespace Attune.BuiltinEvaluation.Contamination;

/// <summary>
/// Looks for held-out texts in what a bundle was trained on, which must be the very text that is recorded beside the bundle.
/// </summary>
internal static class ContaminationCheck
{
    /// <summary>Beside the manifest of a bundle.</summary>
    public const string RecordName = "provenance.json";

    private const string RecordKey = "trainingTextSha256";

    /// <param name="bundle">The bundle's folder.</param>
    /// <param name="trainingText">A text or several, parted by tabs, a line.</param>
    public static async Task<ContaminationReport> RunAsync(
        string bundle, string trainingText, IReadOnlyList<HeldOutText> heldOut, CancellationToken cancellationToken)
    {
        if (await RecordedAsync(Path.Combine(bundle, RecordName), cancellationToken) is not { } recorded)
            return Unchecked(
                $"{bundle} has no {RecordName} that records the SHA-256 of the training text, so nobody can say what the bundle was " +
                "trained on.", heldOut.Count);
        if (!File.Exists(trainingText))
            return Unchecked($"the training text {trainingText} is missing; ./attune models build-builtin makes it again.", heldOut.Count);
        var actual = await Sha256Async(trainingText, cancellationToken);
        if (!string.Equals(actual, recorded, StringComparison.OrdinalIgnoreCase))
            return Unchecked(
                $"{trainingText} has SHA-256 {actual}, and the bundle was trained on {recorded}: it is another text. Delete it to have " +
                "it made again.", heldOut.Count);
        var (overlaps, lines) = await new ShingleIndex(heldOut).FindAsync(
            File.ReadLinesAsync(trainingText, cancellationToken), cancellationToken);
        return new ContaminationReport(true, null, actual, lines, heldOut.Count, overlaps);
    }

    private static ContaminationReport Unchecked(string problem, int heldOut) => new(false, problem, null, 0, heldOut, []);

    private static async Task<string?> RecordedAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return null;
        await using var stream = File.OpenRead(file);
        using var record = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        return record.RootElement.TryGetProperty(RecordKey, out var value) ? value.GetString() : null;
    }

    private static async Task<string> Sha256Async(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
