namespace Attune.Cli.Local;

/// <summary>What <c>./attune</c> starts, or a port that it needs besides.</summary>
/// <param name="Name">As scripts write it.</param>
/// <param name="Offset">Its place in the block of ports.</param>
/// <param name="Title">As people write it.</param>
internal sealed record Role(string Name, int Offset, string Title)
{
    public const string Postgres = "postgres", RabbitMq = "rabbitmq", Epmd = "epmd";

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        new("gateway", 0, "gateway"), new("embedding", 1, "embedding"), new("matching", 2, "matching"), new("training", 3, "training"),
        new(Postgres, 5, "PostgreSQL"), new(RabbitMq, 6, "RabbitMQ"), new("distribution", 7, "Erlang distribution") { Process = RabbitMq },
        new(Epmd, 8, Epmd),
    ];

    /// <summary>Whose port it is.</summary>
    public string Process { get; private init; } = Name;

    public bool IsService => Offset < All[4].Offset;

    public static Role Named(string name) =>
        All.FirstOrDefault(role => role.Name == name) ?? throw new CliException($"attune: there is no {name}", ExitCode.Unusable);
}
