using System.CommandLine;
using Attune.Cli.Connection;
using Attune.Cli.Matching;
using Attune.Cli.Output;
using Attune.Contracts.Matching.V1;
using Google.Protobuf;

namespace Attune.Cli.Commands;

/// <summary><c>config list</c>, <c>config put NAME SIGNAL=WEIGHT…</c>, <c>config default NAME [--override --reason TEXT]</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "How matching weighs its signals.") { List(), Put(), Default() };

    private static Command List() => Make(new Command("list", "Print all configurations; * is the default."), async (gateway, _, call) =>
    {
        var response = await gateway.Configs.ListAsync(new MatchingConfigServiceListRequest(), call);
        return (response, response.Configs);
    });

    private static Command Put()
    {
        var name = new Argument<string>("NAME") { Description = "A new name, or one to be moved." };
        var weights = new Argument<string[]>("WEIGHT") { Description = "SIGNAL=NUMBER, such as vector=0.6; only the proportions matter.", Arity = ArgumentArity.OneOrMore };
        return Make(new Command("put", "Store a configuration under a name.") { name, weights }, async (gateway, parsed, call) =>
        {
            var config = new MatchingConfig { Name = parsed.GetRequiredValue(name) };
            foreach (var (signal, weight) in WeightArgument.Parse(parsed.GetRequiredValue(weights))) config.Weights.Add(signal, weight);
            var response = await gateway.Configs.PutAsync(new MatchingConfigServicePutRequest { Config = config }, call);
            return (response, [response.Config]);
        });
    }

    private static Command Default()
    {
        var name = new Argument<string>("NAME") { Description = "As config list prints it; builtin goes back to the first." };
        var (insist, reason) = OverrideOptions.Create();
        var command = new Command("default", "Choose the configuration of matches that choose none. It is evaluated, and must not lose to the present default.") { name, insist, reason };
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

    private static Command Make(Command command, Func<GatewayConnection, ParseResult, Grpc.Core.CallOptions, Task<(IMessage Response, IEnumerable<MatchingConfig> Configs)>> runAsync)
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
            else foreach (var config in configs) await Console.Out.WriteLineAsync(Line(config));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Line(MatchingConfig config) =>
        $"{(config.IsDefault ? "*" : " ")} {config.Name}: {string.Join(", ", config.Weights.OrderByDescending(weight => weight.Value).ThenBy(weight => weight.Key, StringComparer.Ordinal).Select(weight => $"{weight.Key} {weight.Value}"))} ({config.Hash})";
}
