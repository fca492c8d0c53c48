namespace Grpc.Core;

/// <summary>Settings of one call. It never changes; every With… method gives a changed copy.</summary>
public readonly struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>Sent with the request.</summary>
    public Metadata? Headers { get; private init; } = headers;

    /// <summary>In UTC. The server learns it as the time that is left.</summary>
    public DateTime? Deadline { get; private init; } = deadline;

    public CancellationToken CancellationToken { get; private init; } = cancellationToken;

    public WriteOptions? WriteOptions { get; private init; } = writeOptions;

    public ContextPropagationToken? PropagationToken { get; private init; } = propagationToken;

    public CallCredentials? Credentials { get; private init; } = credentials;

    /// <summary>True: wait for a connection instead of failing while there is none.</summary>
    public bool IsWaitForReady { get; private init; }

    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    public CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) =>
        this with { PropagationToken = propagationToken };

    public CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
