using System.Net;

namespace Attune.Hosting.Server;

internal sealed class ServerOptionsValidator : IValidateOptions<ServerOptions>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Port is null)
            result.AddError("Server:Port is not set. Set it to the port to listen on (environment variable Server__Port).");
        else if (options.Port is < 0 or > 65535)
            result.AddError($"Server:Port is {options.Port}. Set it to a port from 1 to 65535, or to 0 for a free one.");
        if (!IPAddress.TryParse(options.Address, out _))
            result.AddError(
                $"Server:Address '{options.Address}' is not an IP address. Write 127.0.0.1 for this machine only, or 0.0.0.0 for all " +
                "interfaces.");
        if (options.MaxReceiveMessageSize <= 0)
            result.AddError($"Server:MaxReceiveMessageSize is {options.MaxReceiveMessageSize}. Set it to a positive number of bytes.");
        if (options.MaxSendMessageSize <= 0)
            result.AddError($"Server:MaxSendMessageSize is {options.MaxSendMessageSize}. Set it to a positive number of bytes.");
        RequireRange(result, nameof(options.DrainDelay), options.DrainDelay, TimeSpan.Zero);
        RequireRange(result, nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.Zero);
        RequireRange(result, nameof(options.ReadinessInterval), options.ReadinessInterval, TimeSpan.FromMilliseconds(10));
        return result.Build();
    }

    private static void RequireRange(ValidateOptionsResultBuilder result, string option, TimeSpan value, TimeSpan least)
    {
        if (value < least || value > LongestWait)
            result.AddError($"Server:{option} is {value}. Set it to a time from {least} to {LongestWait}.");
    }
}
