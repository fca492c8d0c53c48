using Attune.Hosting.TestHost.V1;
using Grpc.Core;

namespace Attune.Hosting.TestHost;

/// <summary>One call of each shape.</summary>
public sealed class ShapesHandler(ShapesProbe probe) : ShapesService.ShapesServiceBase
{
    /// <inheritdoc/>
    public override async Task<UnaryResponse> Unary(UnaryRequest request, ServerCallContext context)
    {
        probe.CountUnaryCall();
        await Commands.RunAsync(request.Text, probe, context);
        return new UnaryResponse { Text = request.Text, ProcessId = Environment.ProcessId };
    }

    /// <inheritdoc/>
    public override async Task<ClientStreamResponse> ClientStream(IAsyncStreamReader<ClientStreamRequest> requestStream, ServerCallContext context)
    {
        var response = new ClientStreamResponse();
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            if (requestStream.Current.Number < 0) await Commands.RunAsync("!invalid", probe, context);
            response.Count++;
            response.Sum += requestStream.Current.Number;
            response.PayloadBytes += requestStream.Current.Payload.Length;
        }
        return response;
    }

    /// <inheritdoc/>
    public override async Task ServerStream(ServerStreamRequest request, IServerStreamWriter<ServerStreamResponse> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Count; i++) await responseStream.WriteAsync(new ServerStreamResponse { Index = i }, context.CancellationToken);
        await Commands.RunAsync(request.Command, probe, context);
    }

    /// <inheritdoc/>
    public override async Task Duplex(IAsyncStreamReader<DuplexRequest> requestStream, IServerStreamWriter<DuplexResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await Commands.RunAsync(requestStream.Current.Text, probe, context);
            await responseStream.WriteAsync(new DuplexResponse { Text = requestStream.Current.Text }, context.CancellationToken);
        }
    }
}
