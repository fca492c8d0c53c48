using System.Net.Sockets;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attune.Cli.Local;

/// <summary>Asks a port whether the right server answers on it.</summary>
internal static class Probe
{
    public const string Serving = "serving", NoAnswer = "no-answer";

    private const string NotServing = "not-serving", NoHealthService = "no-health-service";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>serving, not-serving, no-health-service or no-answer.</returns>
    public static async Task<string> ServiceAsync(int port, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions { HttpHandler = handler });
        try
        {
            var options = new CallOptions(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken);
            var reply = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), options);
            return reply.Status == HealthCheckResponse.Types.ServingStatus.Serving ? Serving : NotServing;
        }
        catch (RpcException error) when (!cancellationToken.IsCancellationRequested)
        {
            return error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded ? NoAnswer : NoHealthService;
        }
    }

    /// <summary>PostgreSQL answers an SSLRequest with the single letter S or N.</summary>
    public static async Task<bool> PostgresAsync(string host, int port, CancellationToken cancellationToken) =>
        await ExchangeAsync(host, port, [0, 0, 0, 8, 4, 210, 22, 47], 1, cancellationToken) is [(byte)'S' or (byte)'N'];

    /// <summary>A broker of AMQP 0-9-1 answers the protocol's header with a method frame on channel 0: Connection.Start.</summary>
    public static async Task<bool> AmqpAsync(string host, int port, CancellationToken cancellationToken) =>
        await ExchangeAsync(host, port, [.. "AMQP"u8, 0, 0, 9, 1], 11, cancellationToken) is [1, 0, 0, _, _, _, _, 0, 10, 0, 10];

    public static async Task<bool> AcceptsAsync(string host, int port, CancellationToken cancellationToken) =>
        await ExchangeAsync(host, port, [], 0, cancellationToken) is not null;

    /// <returns>So many bytes of the answer; null when they do not come.</returns>
    private static async Task<byte[]?> ExchangeAsync(string host, int port, byte[] request, int length, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token);
            await client.GetStream().WriteAsync(request, limit.Token);
            var answer = new byte[length];
            await client.GetStream().ReadExactlyAsync(answer, limit.Token);
            return answer;
        }
        catch (Exception error) when (
            error is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
