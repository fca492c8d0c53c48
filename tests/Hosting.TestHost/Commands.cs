using Attune.Hosting.Errors;
using Grpc.Core;

namespace Attune.Hosting.TestHost;

/// <summary>What a request text that begins with "!" does.</summary>
internal static class Commands
{
    public const string Secret = "Password=hunter2";

    public static async Task RunAsync(string command, ShapesProbe probe, ServerCallContext context)
    {
        switch (command.Split(':')[0])
        {
            case "!wait":
                await WaitAsync(command, probe, context);
                break;
            case "!unavailable-until" when probe.TakeFailure():
                throw new DependencyUnavailableException("not yet");
            default:
                if (Failure(command) is { } failure) throw failure;
                break;
        }
    }

    private static async Task WaitAsync(string command, ShapesProbe probe, ServerCallContext context)
    {
        await probe.Waiting.Writer.WriteAsync(command, CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await probe.Cancelled.Writer.WriteAsync(command, CancellationToken.None);
        }
    }

    private static Exception? Failure(string command) => command switch
    {
        "!invalid" => new InvalidRequestException([new("texts[0]", "is blank"), new("model", "is unknown; known: builtin")]),
        "!not-found" => new ResourceNotFoundException("There is no playlist 'p1'."),
        "!precondition" => new PreconditionException("The vectors have 384 dimensions, the column has 256."),
        "!overloaded" => new OverloadedException("The queue is full.", TimeSpan.FromMilliseconds(1500)),
        "!expired" => new DeadlineExceededException("The deadline passed in the queue."),
        "!unavailable" => new DependencyUnavailableException("The model is loading.", new IOException(Secret)),
        "!dependency-overloaded" => new DependencyOverloadedException("The embedding service has no room.", TimeSpan.FromMilliseconds(2500), new IOException(Secret)),
        "!database-away" => new DatabaseAwayException(Secret),
        "!rpc" => new RpcException(new Status(StatusCode.Aborted, "from below"), new Metadata { { "below", "1" } }),
        "!unforeseen" => new InvalidOperationException($"connection string {Secret}"),
        "!own-timeout" => new OperationCanceledException("a timeout of our own"),
        _ => null,
    };
}
