using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class StatusTests
{
    [Fact]
    public void A_status_tells_its_code_and_detail() => Assert.Equal(
        "Status(StatusCode=\"NotFound\", Detail=\"No such track.\")",
        new Status(StatusCode.NotFound, "No such track.").ToString());

    [Fact]
    public void A_status_tells_the_exception_behind_it() => Assert.Equal(
        "Status(StatusCode=\"Internal\", Detail=\"Broken.\", DebugException=\"System.IO.IOException: Disk full.\")",
        new Status(StatusCode.Internal, "Broken.", new IOException("Disk full.")).ToString());

    [Fact]
    public void Ready_made_statuses_have_no_detail()
    {
        Assert.Equal((StatusCode.OK, ""), (Status.DefaultSuccess.StatusCode, Status.DefaultSuccess.Detail));
        Assert.Equal((StatusCode.Cancelled, ""), (Status.DefaultCancelled.StatusCode, Status.DefaultCancelled.Detail));
    }

    /// <summary>The numbers of the gRPC protocol's table of status codes.</summary>
    [Fact]
    public void Codes_have_the_numbers_of_the_protocol() => Assert.Equal(
        [
            "OK", "Cancelled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied",
            "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable",
            "DataLoss", "Unauthenticated",
        ],
        Enumerable.Range(0, 17).Select(number => ((StatusCode)number).ToString()));

    [Fact]
    public void An_exception_carries_status_trailers_and_cause()
    {
        var cause = new IOException("Disk full.");
        var trailers = new Metadata { { "a", "1" } };
        var exception = new RpcException(new Status(StatusCode.Internal, "Broken.", cause), trailers);

        Assert.Equal(StatusCode.Internal, exception.StatusCode);
        Assert.Same(trailers, exception.Trailers);
        Assert.Same(cause, exception.InnerException);
        Assert.Equal(exception.Status.ToString(), exception.Message);
    }

    [Fact]
    public void An_exception_takes_a_message_of_its_own() =>
        Assert.Equal("mine", new RpcException(new Status(StatusCode.Internal, "Broken."), "mine").Message);

    [Fact]
    public void An_exception_without_trailers_has_frozen_ones()
    {
        Assert.Empty(new RpcException(Status.DefaultCancelled).Trailers);
        Assert.True(new RpcException(Status.DefaultCancelled).Trailers.IsReadOnly);
        Assert.Throws<ArgumentNullException>(() => new RpcException(Status.DefaultCancelled, (Metadata)null!));
    }
}
