using System.Text.Json.Serialization;

namespace Attune.Chaos.Reports;

/// <summary>How calls fared while every service was restarted under them.</summary>
internal sealed record RollingReport : IChaosReport
{
    public string Scenario => "rolling";

    public required int Rounds { get; init; }

    public required int Callers { get; init; }

    public required IReadOnlyList<Downtime> Downtimes { get; init; }

    public required long Calls { get; init; }

    /// <summary>Of the call that took longest, its repetitions included.</summary>
    public required double LongestSeconds { get; init; }

    /// <summary>Method, status and message of each.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    [JsonIgnore]
    public IEnumerable<(string Name, string Value)> Figures =>
    [
        ("restarts", $"{Downtimes.Count}: every service {Rounds} times, by SIGTERM"),
        ("calls", $"{Calls:N0} by {Callers} callers, the longest {LongestSeconds:0.0} s"),
        ("failed", $"{Failures.Count}"),
        .. Downtimes.GroupBy(x => x.Service, StringComparer.Ordinal).Select(x => (x.Key, $"stops within {x.Max(y => y.StopSeconds):0.0} s, serves within {x.Max(y => y.StartSeconds):0.0} s")),
        .. Failures.GroupBy(x => x, StringComparer.Ordinal).OrderByDescending(x => x.Count()).Take(10).Select(x => ($"{x.Count()} times", x.Key)),
    ];

    public IReadOnlyList<Bound> Bounds => [new("0 failed requests", Failures.Count == 0 && Calls > 0)];
}
