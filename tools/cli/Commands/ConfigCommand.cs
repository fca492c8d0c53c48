using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Google.Protobuf;

namespace Attune.Cli.Commands;

/// <summary>
/// <c>config list</c>, <c>config get [NAME]</c>, <c>config put NAME SIGNAL=WEIGHT…</c>, <c>config default NAME [--override --reason
/// TEXT]</c>.
/// </summary>
internal static class ConfigCommand
{
    public static Command Create() =>
        new("config", "How matching weighs its signals, and what it does with the best.") { List(), Get(), Put(), Default() };

    private static Command List() => Make(new Command("list", "Print all configurations; * is the default."), async (gateway, _, call) =>
    {
        var response = await gateway.Configs.ListAsync(new MatchingConfigServiceListRequest(), call);
        return (response, response.Configs);
    });

    private static Command Get()
    {
        var reference = new Argument<string>(
            "NAME") { Description = "A name or a hash; the default when not given.", Arity = ArgumentArity.ZeroOrOne };
        return Make(new Command("get", "Print one configuration.") { reference }, async (gateway, parsed, call) =>
        {
            var response = await gateway.Configs.GetAsync(
                new MatchingConfigServiceGetRequest { Config = parsed.GetValue(reference) ?? "" }, call);
            return (response, [response.Config]);
        });
    }

    private static Command Put()
    {
        var name = new Argument<string>("NAME") { Description = "A new name, or one to be moved." };
        var weights = new Argument<string[]>(
            "WEIGHT") { Description = "SIGNAL=NUMBER, such as vector=0.6; only the proportions matter.", Arity = ArgumentArity.OneOrMore };
        var rerankTop = new Option<int?>(
            "--rerank-top") { Description =
                "How many of a playlist's best the reranker reads: 1 to 200, or 0 for no stage 2. 20 when not given." };
        var rerankWeight = new Option<double?>(
            "--rerank-weight") { Description = "How much the reranker counts among those, 0 to 1. 0.3 when not given." };
        var minStageOne = new Option<double>("--min-stage1-score") { Description = "Leave out pairs that stage 1 gives less, 0 to 1." };
        var minScore = new Option<double>("--min-score") { Description = "Leave out pairs whose score in the end is less, 0 to 1." };
        return Make(new Command(
            "put", "Store a configuration under a name.") { name, weights, rerankTop, rerankWeight, minStageOne, minScore },
            async (gateway, parsed, call) =>
        {
            var config = new MatchingConfig { Name = parsed.GetRequiredValue(name), MinStageOneScore = parsed.GetValue(minStageOne),
                MinScore = parsed.GetValue(minScore) };
            if (parsed.GetValue(rerankTop) is { } top) config.RerankTop = top;
            if (parsed.GetValue(rerankWeight) is { } weight) config.RerankWeight = weight;
            foreach (var (signal, value) in WeightArgument.Parse(parsed.GetRequiredValue(weights))) config.Weights.Add(signal, value);
            var response = await gateway.Configs.PutAsync(new MatchingConfigServicePutRequest { Config = config }, call);
            return (response, [response.Config]);
        });
    }

    private static Command Default()
    {
        var name = new Argument<string>("NAME") { Description = "As config list prints it; builtin goes back to the first." };
        var (insist, reason) = OverrideOptions.Create();
        var command = new Command(
            "default", "Choose the configuration of matches that choose none. It is evaluated, and must not lose to the " +
                "present default.") { name, insist, reason };
        return Make(command, async (gateway, parsed, call) =>
        {
            var request = new MatchingConfigServiceSetDefaultRequest
            {
                Name = parsed.GetRequiredValue(name), Override = parsed.GetValue(insist), OverrideReason = parsed.GetRequiredValue(reason),
            };
            var response = await gateway.Configs.SetDefaultAsync(request, GatewayConnection.Patient(call.CancellationToken));
            await Console.Error.WriteLineAsync(response.Judgement);
            return (response, [response.Config]);
        });
    }

    private static Command Make(
        Command command,
        Func<GatewayConnection, ParseResult, Grpc.Core.CallOptions, Task<(IMessage Reply, IEnumerable<MatchingConfig> Configs)>> runAsync)
    {
        var gateway = CommonOptions.Gateway();
        var json = CommonOptions.Json();
        command.Add(gateway);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = new GatewayConnection(parsed.GetRequiredValue(gateway));
            var (response, configs) = await runAsync(connection, parsed, GatewayConnection.Soon(cancellationToken));
            if (parsed.GetValue(json)) JsonOutput.Write(response);
            else foreach (var config in configs) await Console.Out.WriteLineAsync(ConfigLine.Of(config));
            return ExitCode.Done;
        });
        return command;
    }
}
