using Attune.Contracts.Matching.V1;
using Attune.Contracts.Training.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attune.Cli.Connection;

/// <summary>The services behind the gateway.</summary>
internal sealed class GatewayConnection : IDisposable
{
    private readonly GrpcChannel _channel;

    public GatewayConnection(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CliException($"'{address}' is not an address; write http://host:port.", ExitCode.Unusable);
        _channel = GrpcChannel.ForAddress(uri, new GrpcChannelOptions
        {
            // A gateway that is gone is noticed in seconds, also in the middle of a stream. Loopback needs no proxy.
            HttpHandler = new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(5), KeepAlivePingDelay = TimeSpan.FromSeconds(10),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
                UseProxy = !uri.IsLoopback,
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 64 * 1024 * 1024,
        });
        Address = uri;
        Catalog = new CatalogService.CatalogServiceClient(_channel);
        Backfills = new BackfillService.BackfillServiceClient(_channel);
        Configs = new MatchingConfigService.MatchingConfigServiceClient(_channel);
        Evaluation = new EvaluationService.EvaluationServiceClient(_channel);
        Matching = new MatchingService.MatchingServiceClient(_channel);
        Profiles = new ProfileService.ProfileServiceClient(_channel);
        Training = new TrainingService.TrainingServiceClient(_channel);
    }

    public Uri Address { get; }
    public CatalogService.CatalogServiceClient Catalog { get; }
    public BackfillService.BackfillServiceClient Backfills { get; }
    public MatchingConfigService.MatchingConfigServiceClient Configs { get; }
    public EvaluationService.EvaluationServiceClient Evaluation { get; }
    public MatchingService.MatchingServiceClient Matching { get; }
    public ProfileService.ProfileServiceClient Profiles { get; }
    public TrainingService.TrainingServiceClient Training { get; }

    /// <summary>For calls that should answer soon: a service that hangs is reported instead of waited for.</summary>
    public static CallOptions Soon(CancellationToken cancellationToken) =>
        new(deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: cancellationToken);

    /// <summary>For calls that may have to evaluate something before they answer.</summary>
    public static CallOptions Patient(CancellationToken cancellationToken) =>
        new(deadline: DateTime.UtcNow.AddMinutes(30), cancellationToken: cancellationToken);

    public void Dispose() => _channel.Dispose();
}
