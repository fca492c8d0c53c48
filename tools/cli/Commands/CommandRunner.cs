using System.CommandLine;
using Attune.Bundles;
using Attune.Cli.Connection;
using Grpc.Core;

namespace Attune.Cli.Commands;

/// <summary>Runs the command line; every failure becomes a message on stderr and an exit code, none a stack trace.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("--help lists what there is.");
            return ExitCode.Unusable;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CliException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error.ExitCode;
        }
        catch (BundleRefusedException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.Failed;
        }
        catch (RpcException error) when (error.StatusCode != StatusCode.Cancelled)
        {
            await Console.Error.WriteLineAsync(RpcErrorText.Of(error, parsed.GetValue<string>(CommonOptions.GatewayName)));
            return error.StatusCode == StatusCode.InvalidArgument ? ExitCode.Unusable : ExitCode.Failed;
        }
        catch (Exception error) when (error is OperationCanceledException or RpcException)
        {
            await Console.Error.WriteLineAsync("interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"{error.GetType().Name}: {error.Message}");
            return ExitCode.Failed;
        }
    }
}
