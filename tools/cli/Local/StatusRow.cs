namespace Attune.Cli.Local;

/// <summary>What is known of one process.</summary>
/// <param name="State">running, external, foreign (somebody else listens there) or stopped.</param>
/// <param name="Health">serving, or what is wrong; "-" for what does not run.</param>
internal sealed record StatusRow(string Name, string State, int? Pid, int? Port, string Health, string Version)
{
    public const string Heading = "PROCESS     STATE     PID      PORT   HEALTH             VERSION";

    private const string Running = "running", External = "external", Unknown = "-";

    public bool IsWell => State is Running or External && Health == Probe.Serving;

    public string Line =>
        $"{Role.Named(Name).Title,-10}  {State,-8}  {Pid?.ToString() ?? Unknown,-7}  {Port?.ToString() ?? Unknown,-5}  {Health,-17}  " +
        $"{Version}";

    public static async Task<StatusRow> TakeAsync(PrivateFolder folder, Role role, CancellationToken cancellationToken)
    {
        if (NamedServers.Has(role)) return new(role.Name, External, null, null, await ExternalAsync(role, cancellationToken), Unknown);
        var port = folder.PortOf(role);
        if (folder.Find(role.Name) is { } process)
        {
            var version = role.IsService ? process.ServiceVersion() : process.Fingerprint;
            return new(role.Name, Running, process.Pid, port, await HealthAsync(role, port, cancellationToken), version);
        }
        return new(role.Name, Listener.All().Any(listener => listener.Port == port) ? "foreign" : "stopped", null, port, Unknown, Unknown);
    }

    private static async Task<string> ExternalAsync(Role role, CancellationToken cancellationToken)
    {
        try
        {
            await NamedServers.CheckAsync(role, cancellationToken);
            return Probe.Serving;
        }
        catch (CliException)
        {
            return Probe.NoAnswer;
        }
    }

    private static async Task<string> HealthAsync(Role role, int port, CancellationToken cancellationToken)
    {
        if (role.IsService) return await Probe.ServiceAsync(port, cancellationToken);
        var answers = role.Name switch
        {
            Role.Postgres => await Probe.PostgresAsync("127.0.0.1", port, cancellationToken),
            Role.RabbitMq => await Probe.AmqpAsync("127.0.0.1", port, cancellationToken),
            _ => Listener.All().Any(listener => listener.Port == port),
        };
        return answers ? Probe.Serving : Probe.NoAnswer;
    }
}
