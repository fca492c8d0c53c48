namespace Grpc.Core;

/// <summary>Outcome of a call: a code, a text for people, and on the side where it arose the exception behind it.</summary>
/// <param name="statusCode">Travels in the grpc-status trailer.</param>
/// <param name="detail">Travels in the grpc-message trailer.</param>
/// <param name="debugException">The local cause; it never travels.</param>
public readonly struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    /// <summary>OK without a detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled without a detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    public StatusCode StatusCode { get; } = statusCode;

    public string Detail { get; } = detail;

    public Exception? DebugException { get; } = debugException;

    /// <summary>The form in which a status appears in logs and, by default, in <see cref="Exception.Message"/>.</summary>
    public override string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"," +
          $" DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
