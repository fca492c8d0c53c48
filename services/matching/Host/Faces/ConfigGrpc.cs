using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Gate;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Attune.Matching.Host.Faces;

/// <summary>The gRPC face of configurations.</summary>
internal sealed class ConfigGrpc(ConfigStore store, ConfigGate gate) : MatchingConfigService.MatchingConfigServiceBase
{
    public override async Task<MatchingConfigServicePutResponse> Put(MatchingConfigServicePutRequest request, ServerCallContext context)
    {
        var given = request.Config ?? throw new InvalidRequestException("config", "is missing");
        await store.PutAsync(given.Name, ConfigRules.Check(given), context.CancellationToken);
        return new MatchingConfigServicePutResponse { Config = ToMessage(await store.GetAsync(given.Name, context.CancellationToken)) };
    }

    public override async Task<MatchingConfigServiceGetResponse> Get(MatchingConfigServiceGetRequest request, ServerCallContext context)
    {
        RequireReference(request.Config);
        return new MatchingConfigServiceGetResponse { Config = ToMessage(await store.GetAsync(request.Config, context.CancellationToken)) };
    }

    public override async Task<MatchingConfigServiceListResponse> List(
        MatchingConfigServiceListRequest request, ServerCallContext context) =>
        new() { Configs = { (await store.ListAsync(context.CancellationToken)).Select(ToMessage) } };

    public override async Task<MatchingConfigServiceSetDefaultResponse> SetDefault(
        MatchingConfigServiceSetDefaultRequest request, ServerCallContext context)
    {
        RequireReference(request.Name, "name");
        var judgement = await gate.SetDefaultAsync(
            request.Name, Override.Check(request.Override, request.OverrideReason), context.CancellationToken);
        return new MatchingConfigServiceSetDefaultResponse { Config = ToMessage(
            await store.GetAsync(request.Name, context.CancellationToken)), Judgement = judgement };
    }

    private static void RequireReference(string reference, string field = "config")
    {
        var violations = new List<FieldViolation>();
        ConfigRules.CheckReference(violations, field, reference);
        if (violations.Count > 0) throw new InvalidRequestException(violations);
    }

    private static MatchingConfig ToMessage(NamedConfig named)
    {
        var message = new MatchingConfig
        {
            Name = named.Name, Hash = named.Config.Hash, IsDefault = named.IsDefault,
            RerankTop = named.Config.RerankTop, RerankWeight = named.Config.RerankWeight,
            MinStageOneScore = named.Config.MinStageOneScore, MinScore = named.Config.MinScore,
        };
        foreach (var (signal, weight) in named.Config.Signals.Zip(named.Config.Weights)) message.Weights.Add(signal, weight);
        if (named.UpdatedAt is { } at) message.UpdatedAt = Timestamp.FromDateTime(at);
        return message;
    }
}
