namespace Attune.Chaos.Reports;

/// <summary>What a scenario found, to be printed and written.</summary>
internal interface IChaosReport
{
    string Scenario { get; }

    /// <summary>Names and values, in the order to be read in.</summary>
    IEnumerable<(string Name, string Value)> Figures { get; }

    IReadOnlyList<Bound> Bounds { get; }
}
