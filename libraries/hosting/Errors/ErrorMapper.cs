using System.Data.Common;
using System.Diagnostics;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>Turns whatever a handler threw into the status that the caller gets; nothing unforeseen leaves the service.</summary>
internal sealed partial class ErrorMapper(ServiceIdentity identity, ServerLifetime lifetime, TimeProvider time, ILogger<ErrorMapper> logger)
{
    public RpcException Map(Exception exception, ServerCallContext context)
    {
        if (IsEndOfCall(exception, context)) return EndOfCall(context);
        switch (exception)
        {
            case ServiceException expected:
                if (expected.InnerException is { } cause)
                    LogRefused(context.Method, expected.StatusCode, expected.Message, cause.GetType().Name, cause.Message);
                return StatusDetails.ToRpcException(expected.StatusCode, expected.Message, expected.Details);
            case RpcException already:
                return already;
            case OperationCanceledException when lifetime.Closing.IsCancellationRequested:
                return StatusDetails.ToRpcException(StatusCode.Unavailable, $"{identity.Name} is stopping. Call again.");
            case DbException { IsTransient: true } database:
                LogDatabaseAway(context.Method, database.GetBaseException().Message);
                return StatusDetails.ToRpcException(
                    StatusCode.Unavailable, $"The database of {identity.Name} does not answer. Nothing is half done; call again.");
            default:
                return Internal(exception, context);
        }
    }

    /// <summary>
    /// A call that is over fails in many ways: the token throws, the request stream breaks, the response refuses a write.
    /// All of them are the caller's doing and no error of ours.
    /// </summary>
    private static bool IsEndOfCall(Exception exception, ServerCallContext context) =>
        IsOver(exception) || (context.CancellationToken.IsCancellationRequested && exception switch
    {
        OperationCanceledException or IOException => true,
        RpcException downstream => downstream.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded,
        InvalidOperationException => exception.Source == "Grpc.AspNetCore.Server",
        _ => false,
    });

    // A read or a write can find the request over before the token is cancelled.
    private static bool IsOver(Exception exception) =>
        exception is InvalidOperationException && exception.Message.Contains("the request is complete", StringComparison.Ordinal);

    private RpcException EndOfCall(ServerCallContext context) => context.Deadline <= time.GetUtcNow().UtcDateTime
        ? StatusDetails.ToRpcException(StatusCode.DeadlineExceeded, "The deadline of the call has passed.")
        : StatusDetails.ToRpcException(StatusCode.Cancelled, "The caller cancelled the call.");

    private RpcException Internal(Exception exception, ServerCallContext context)
    {
        // Without a listener there may be no activity; the number still has to lead from the answer to the log line.
        var trace = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        LogFailed(exception, context.Method, trace);
        return StatusDetails.ToRpcException(
            StatusCode.Internal, $"Something failed inside {identity.Name} (trace id {trace}); the log has the details.");
    }
}
