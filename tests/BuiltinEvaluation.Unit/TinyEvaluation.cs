using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attune.Testing;

namespace Attune.BuiltinEvaluation.Unit;

/// <summary>A few texts of every kind in a folder of their own, to be measured with the bundle in the repository.</summary>
internal sealed class TinyEvaluation : IDisposable
{
    public const string HeldOut = "a slow song about ships that leave the harbour at night";

    private readonly string _folder = Directory.CreateTempSubdirectory("attune-evaluation-").FullName;

    public TinyEvaluation()
    {
        Directory.CreateDirectory(Sets);
        Write("genres.jsonl", """
            {"kind": "set", "group": "own"}
            {"kind": "category", "text": "songs about the sea"}
            {"kind": "category", "text": "cooking"}
            {"kind": "item", "id": "1", "split": "test", "text": "HELD_OUT", "labels": ["songs about the sea"]}
            {"kind": "item", "id": "2", "split": "test", "text": "how to bake bread", "labels": ["cooking"]}
            {"kind": "item", "id": "3", "split": "dev", "text": "soup in ten minutes", "labels": ["cooking"]}
            """);
        Write("finding.jsonl", """
            {"kind": "set", "group": "packages"}
            {"kind": "document", "id": "a", "text": "A kettle for boiling water."}
            {"kind": "document", "id": "b", "text": "A boat with two sails."}
            {"kind": "query", "id": "q", "split": "test", "text": "sailing boat", "relevant": ["b"]}
            """);
    }

    public string Sets => Path.Combine(_folder, "sets");

    public string TrainingText => Path.Combine(_folder, "training.txt");

    public string Json => Path.Combine(_folder, "report.json");

    public string Bundle { get; private set; } = BuiltIn;

    private static string BuiltIn => Path.Combine(RepositoryRoot.Path, "models", "builtin");

    /// <summary>Makes a copy of the bundle that says it was trained on this text.</summary>
    public TinyEvaluation TrainedOn(string text, string? recorded = null)
    {
        File.WriteAllText(TrainingText, text);
        Bundle = Directory.CreateDirectory(Path.Combine(_folder, "bundle")).FullName;
        foreach (var file in Directory.GetFiles(BuiltIn))
            File.Copy(file, Path.Combine(Bundle, Path.GetFileName(file)), overwrite: true);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recorded ?? text)));
        File.WriteAllText(Path.Combine(Bundle, "provenance.json"), JsonSerializer.Serialize(new { trainingTextSha256 = hash }));
        return this;
    }

    /// <summary>A copy of the bundle of which nobody knows what it was trained on.</summary>
    public TinyEvaluation WithoutRecord()
    {
        TrainedOn("");
        File.Delete(Path.Combine(Bundle, "provenance.json"));
        return this;
    }

    /// <summary>Runs the command.</summary>
    /// <returns>Exit code, and the report where there is one.</returns>
    public async Task<(int Code, JsonElement Report)> RunAsync(params string[] options)
    {
        var emotions = Path.Combine(RepositoryRoot.Path, "tools", "builtin-model", "evaluation", "emotions");
        var code = await EvaluateCommand.Create().Parse([
            "--bundle", Bundle, "--set-folder", Sets, "--emotion-folder", emotions, "--training-text", TrainingText, "--json", Json, .. options]).InvokeAsync();
        return (code, File.Exists(Json) ? JsonDocument.Parse(await File.ReadAllBytesAsync(Json)).RootElement : default);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string lines) => File.WriteAllText(Path.Combine(Sets, name), lines.Replace("HELD_OUT", HeldOut, StringComparison.Ordinal));
}
