using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Attune.Contracts;
using Attune.Training.Classifier;
using Attune.Training.Features;
using Attune.Training.Labels;

namespace Attune.Training.Models;

/// <summary>A model as JSON. Numbers are written so that they come back with the same bits.</summary>
internal sealed record ModelDocument
{
    /// <summary>The version of this shape.</summary>
    public const string CurrentSchema = "attune.tier-model/1";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public required string Schema { get; init; }
    public required string[] Features { get; init; }
    public required int[] Classes { get; init; }

    /// <summary>Views.</summary>
    public required double[] Edges { get; init; }

    public required double[] Means { get; init; }
    public required double[] Deviations { get; init; }

    /// <summary>One row a class.</summary>
    public required double[][] Weights { get; init; }

    public required double[] Intercepts { get; init; }
    public required FitSettings Settings { get; init; }
    public required TrainingSource Source { get; init; }
    public required string DataFingerprint { get; init; }

    /// <summary>What it reached on the held-out rows when it was made.</summary>
    public required ModelMetrics Metrics { get; init; }

    public required DateTimeOffset TrainedAt { get; init; }

    public static ModelDocument Of(TierModel model, ModelMetrics metrics, DateTimeOffset trainedAt) => new()
    {
        Schema = CurrentSchema, Features = [.. FeatureSchema.Names], Classes = [1, 2, 3, 4, 5], Edges = [.. model.Edges.Values],
        Means = [.. model.Scale.Means], Deviations = [.. model.Scale.Deviations], Weights = [.. model.Weights.Select(row => row.ToArray())],
        Intercepts = [.. model.Intercepts], Settings = model.Settings, Source = model.Source, DataFingerprint = model.DataFingerprint,
        Metrics = metrics, TrainedAt = trainedAt,
    };

    /// <summary><c>tm_v…</c> over everything but when it was made: the same rows and settings give the same model.</summary>
    public static string IdOf(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove("trainedAt");
        return Hash.Compute(Versions.TierModel, node);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <param name="id">What the document was stored under; its content must have that hash.</param>
    /// <param name="json">As <see cref="ToJson"/> wrote it.</param>
    /// <exception cref="ModelRefusedException">It is damaged, of another version, or for other features, or in another order.</exception>
    public static ModelDocument Parse(string id, string json)
    {
        ModelDocument document;
        try
        {
            var actual = IdOf(json);
            if (actual != id) throw new ModelRefusedException($"The model {id} is damaged: its content has the hash {actual}.");
            document = JsonSerializer.Deserialize<ModelDocument>(json, Options)
                ?? throw new ModelRefusedException($"The model {id} is null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ModelRefusedException($"The model {id} cannot be read: {error.Message}", error);
        }
        return document.Problem() is { } problem ? throw new ModelRefusedException($"The model {id} cannot be used: {problem}") : document;
    }

    public TierModel ToModel() =>
        new(new TierEdges(Edges), new Standardisation(Means, Deviations), Weights, Intercepts, Settings, Source, DataFingerprint);

    private string? Problem()
    {
        if (Schema != CurrentSchema) return $"its schema is '{Schema}'; this version of the service reads '{CurrentSchema}'.";
        for (var i = 0; i < Math.Max(Features.Length, FeatureSchema.Count); i++)
        {
            var (its, ours) = (Features.ElementAtOrDefault(i), FeatureSchema.Names.ElementAtOrDefault(i));
            if (its != ours)
                return $"feature {i + 1} is {its ?? "missing"} and should be {ours ?? "none"}; names and order are part of a model.";
        }
        if (!Classes.SequenceEqual([1, 2, 3, 4, 5])) return "its classes are not 1 to 5.";
        if (Edges.Length != TierEdges.Tiers - 1 || Means.Length != FeatureSchema.Count || Deviations.Length != FeatureSchema.Count
            || Intercepts.Length != TierEdges.Tiers
            || Weights.Length != TierEdges.Tiers || Weights.Any(row => row is null || row.Length != FeatureSchema.Count))
            return "it does not have 4 edges, 15 means, 15 deviations, 5 times 15 weights and 5 intercepts.";
        if (Deviations.Any(deviation => !(deviation > 0))) return "a deviation is not above 0.";
        return Edges.Zip(Edges.Skip(1)).Any(pair => pair.First > pair.Second) ? "its edges do not rise." : null;
    }
}
