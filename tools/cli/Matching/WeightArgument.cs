using System.Globalization;

namespace Attune.Cli.Matching;

/// <summary>A weight on the command line: <c>vector=0.6</c>.</summary>
internal static class WeightArgument
{
    /// <exception cref="CliException">It is none, or a signal comes twice.</exception>
    public static Dictionary<string, double> Parse(IEnumerable<string> arguments)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var parts = argument.Split('=', 2);
            if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight))
                throw new CliException($"'{argument}' is no weight; write it like vector=0.6.", ExitCode.Unusable);
            if (!weights.TryAdd(parts[0], weight)) throw new CliException($"The signal '{parts[0]}' comes twice.", ExitCode.Unusable);
        }
        return weights;
    }
}
