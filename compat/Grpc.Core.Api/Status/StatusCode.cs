namespace Grpc.Core;

/// <summary>Outcome of a call. The numbers are the gRPC wire protocol's: they travel in the grpc-status trailer.</summary>
public enum StatusCode
{
    /// <summary>The call did what it was asked.</summary>
    OK = 0,

    /// <summary>The caller gave up.</summary>
    Cancelled = 1,

    /// <summary>An error of another domain, or one that says too little.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first; the work may still have been done.</summary>
    DeadlineExceeded = 4,

    /// <summary>A thing that was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>A thing that was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a queue or a disk is full.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the operation needs; trying again does not help.</summary>
    FailedPrecondition = 9,

    /// <summary>Aborted by a concurrent operation; begin again from a higher level.</summary>
    Aborted = 10,

    /// <summary>Past the end of what exists now.</summary>
    OutOfRange = 11,

    /// <summary>The server has no such method.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken.</summary>
    Internal = 13,

    /// <summary>Not reachable now; the one code that is safe to retry with backoff.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupt for good.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
