namespace Attune.Hosting.Telemetry;

/// <summary>What is exported. .NET, ASP.NET Core and Npgsql publish their own meters and sources, so their names are all it takes.</summary>
internal static class TelemetryNames
{
    public static readonly string[] Sources =
    [
        "Attune.*",
        "Microsoft.AspNetCore",
        "System.Net.Http",
        "Npgsql",
        "RabbitMQ.Client.Publisher",
        "RabbitMQ.Client.Subscriber",
        "Yarp.ReverseProxy",
    ];

    public static readonly string[] Meters =
    [
        "Attune.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
    ];
}
