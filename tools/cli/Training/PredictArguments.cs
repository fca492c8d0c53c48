using System.Globalization;
using System.Text.Json.Nodes;
using Attune.Contracts.Training.V1;
using Google.Protobuf;

namespace Attune.Cli.Training;

/// <summary><c>NAME=NUMBER</c>…, or the videos of a file, as inputs for a prediction.</summary>
internal static class PredictArguments
{
    private const int MostVideos = 1_000;

    /// <exception cref="CliException">One is not of that form, or comes twice.</exception>
    public static PredictInput Named(IEnumerable<string> arguments)
    {
        var named = new NamedFeatures();
        foreach (var (name, value) in Parse(arguments)) named.Values.Add(name, value);
        return new PredictInput { Named = named };
    }

    /// <exception cref="CliException">One is not of that form, comes twice, or names no score.</exception>
    public static PredictInput Pipeline(IEnumerable<string> arguments)
    {
        var json = new JsonObject(Parse(arguments).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        try
        {
            return new PredictInput { Pipeline = JsonParser.Default.Parse<PipelineScores>(json.ToJsonString()) };
        }
        catch (InvalidProtocolBufferException)
        {
            throw new CliException(
                $"Scores are {string.Join(", ", PipelineScores.Descriptor.Fields.InFieldNumberOrder().Select(field => field.Name))}.",
                ExitCode.Unusable);
        }
    }

    /// <exception cref="CliException">The file cannot be read, holds nothing or too much, or has a line that is no video.</exception>
    public static async Task<List<PredictInput>> FileAsync(string path, CancellationToken cancellationToken)
    {
        var inputs = new List<PredictInput>();
        await foreach (var row in VideoFile.ReadAsync(path, cancellationToken))
        {
            if (inputs.Count == MostVideos)
                throw new CliException($"{path} holds more than the {MostVideos:N0} videos of one call; split it.", ExitCode.Unusable);
            inputs.Add(new PredictInput { Video = row.Video
                ?? throw new CliException($"{path}:{row.Number}: {row.Reason}", ExitCode.Unusable) });
        }
        return inputs.Count > 0 ? inputs : throw new CliException($"{path} holds no videos.", ExitCode.Unusable);
    }

    private static Dictionary<string, double> Parse(IEnumerable<string> arguments)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', 2);
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value))
                throw new CliException($"'{argument}' is not NAME=NUMBER, such as likeRate=0.08.", ExitCode.Unusable);
            if (!values.TryAdd(parts[0], value)) throw new CliException($"{parts[0]} comes twice.", ExitCode.Unusable);
        }
        return values;
    }
}
