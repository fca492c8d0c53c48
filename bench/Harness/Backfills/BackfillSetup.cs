using Attune.Bench.Harness.Processes;

namespace Attune.Bench.Harness.Backfills;

/// <summary>What a <see cref="BackfillSystem"/> is made of.</summary>
internal sealed record BackfillSetup
{
    /// <summary>A connection string.</summary>
    public required string Postgres { get; init; }

    /// <summary>An AMQP URI.</summary>
    public required string RabbitMq { get; init; }

    /// <summary>Where workers find the broker, when that is another way than matching's own.</summary>
    public string? WorkersRabbitMq { get; init; }

    /// <summary>Processes that only work.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Whether the process that serves calls and plans works, too.</summary>
    public bool MatchingWorks { get; init; } = true;

    public string Bundle { get; init; } = Path.Combine(Checkout.Root, "models", "builtin");

    /// <summary>Whether matching and the workers export their metrics, too; that costs them a little.</summary>
    public bool MeasureMatching { get; init; }

    /// <summary>Where the database lies; empty for the server's own place.</summary>
    public string Tablespace { get; init; } = "";

    /// <summary>Of matching and the workers, beside where everything is.</summary>
    public (string Name, string Value)[] Settings { get; init; } = [];
}
