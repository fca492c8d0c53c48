using Attune.Hosting;
using Attune.Hosting.TestHost;
using Attune.Hosting.TestHost.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Attune.Gateway.Integration;

/// <summary>The gateway as its users start it, in front of a backend that takes the place of matching.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _home;

    private GatewayProcess(ProcessUnderTest process, GrpcChannel channel, DirectoryInfo home) => (Process, Channel, _home) = (process, channel, home);

    public ProcessUnderTest Process { get; }

    public GrpcChannel Channel { get; }

    public ShapesService.ShapesServiceClient Client => new(Channel);

    /// <summary>Everything that the gateway has written to its home folder.</summary>
    public IReadOnlyList<string> FilesWritten => Directory.GetFileSystemEntries(_home.FullName, "*", SearchOption.AllDirectories);

    /// <summary>What the gateway has to say about anything but its start and stop.</summary>
    public IReadOnlyList<string> Warnings => [.. Process.Output.Where(line => !line.Contains(" INF ", StringComparison.Ordinal)), .. Process.Errors];

    public static async Task<GatewayProcess> StartAsync(string matching)
    {
        var home = Directory.CreateTempSubdirectory("attune-gateway-");
        var process = ProcessUnderTest.Start("Attune.Gateway", [],
            ("HOME", home.FullName),
            ("Server__Port", "0"),
            ("Gateway__Embedding__Address", "http://127.0.0.1:9"),
            ("Gateway__Matching__Address", matching),
            ("Gateway__Training__Address", "http://127.0.0.1:9"));
        // No retries: a test wants to see the first answer.
        var channel = GrpcChannel.ForAddress(await process.WaitForAddressAsync(), new GrpcChannelOptions { MaxReceiveMessageSize = null, ServiceConfig = new ServiceConfig() });
        return new GatewayProcess(process, channel, home);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Process.DisposeAsync();
        _home.Delete(recursive: true);
    }
}
