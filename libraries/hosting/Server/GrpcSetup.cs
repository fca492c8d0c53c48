using Attune.Hosting.Calls;
using Attune.Hosting.Errors;
using Attune.Hosting.Telemetry;
using Grpc.AspNetCore.Server;

namespace Attune.Hosting.Server;

/// <summary>Message limits and the interceptors that every call passes, outermost first.</summary>
internal sealed class GrpcSetup(IOptions<ServerOptions> server) : IConfigureOptions<GrpcServiceOptions>
{
    public void Configure(GrpcServiceOptions options)
    {
        options.EnableDetailedErrors = false;
        options.MaxReceiveMessageSize = server.Value.MaxReceiveMessageSize;
        options.MaxSendMessageSize = server.Value.MaxSendMessageSize;
        options.Interceptors.Add<CallTelemetryInterceptor>();
        options.Interceptors.Add<ErrorInterceptor>();
        options.Interceptors.Add<ClosingInterceptor>();
    }
}
