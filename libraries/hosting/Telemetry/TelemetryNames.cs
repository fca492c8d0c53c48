namespace Attune.Hosting.Telemetry;

/// <summary>What is exported besides what the instrumentations of ASP.NET Core, HTTP and the runtime add: names are all it takes.</summary>
internal static class TelemetryNames
{
    public static readonly string[] Sources =
    [
        "Attune.*",
        "Npgsql",
        "RabbitMQ.Client.Publisher",
        "RabbitMQ.Client.Subscriber",
        "Yarp.ReverseProxy",
    ];

    public static readonly string[] Meters = ["Attune.*", "Npgsql"];
}
