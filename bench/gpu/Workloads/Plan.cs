using System.Text.Json;

namespace Attune.Bench.Gpu.Workloads;

/// <summary>What a folder of models is run on, by us and by PyTorch.</summary>
/// <param name="Models">The models, each in several variants.</param>
internal sealed record Plan(IReadOnlyList<PlannedModel> Models)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Plan Read(string folder) => JsonSerializer.Deserialize<Plan>(File.ReadAllText(PathIn(folder)), Json)!;

    public void Write(string folder) => File.WriteAllText(PathIn(folder), JsonSerializer.Serialize(this, Json));

    private static string PathIn(string folder) => Path.Combine(folder, "plan.json");
}
