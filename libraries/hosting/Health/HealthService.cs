using Attune.Hosting.Errors;
using Attune.Hosting.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Attune.Hosting.Health;

/// <summary>The gRPC health checking protocol. All services of a process share one status; the empty name is the process.</summary>
internal sealed class HealthService(HealthState health, ServiceCatalog catalog, ServerLifetime lifetime) : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Knows(request.Service)
        ? Task.FromResult(new HealthCheckResponse { Status = health.Status })
        : throw new ResourceNotFoundException($"This server has no service '{request.Service}'. List names those that it has.");

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var response = new HealthListResponse();
        var status = health.Status;
        foreach (var name in catalog.Names.Prepend("")) response.Statuses.Add(name, new HealthCheckResponse { Status = status });
        return Task.FromResult(response);
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        ServingStatus? sent = null;
        while (true)
        {
            var (status, changed) = health.Observe();
            if (!Knows(request.Service)) status = ServingStatus.ServiceUnknown;
            if (status != sent) await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
            sent = status;
            await changed.WaitAsync(end.Token);
        }
    }

    private bool Knows(string service) => service.Length == 0 || catalog.Contains(service);
}
