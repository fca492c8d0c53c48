using Attune.Cli.Connection;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Attune.Cli.Unit.Connection;

public sealed class RpcErrorTextTests
{
    [Fact]
    public void Every_violation_is_named_once()
    {
        var details = new Google.Rpc.Status { Details = { Any.Pack(new BadRequest
        {
            FieldViolations = { Violation("a", "is missing"), Violation("b", "is 9; give 1"), Violation("", "and 3 more; correct these first") },
        }) } };
        var error = new RpcException(
            new Grpc.Core.Status(StatusCode.InvalidArgument, "a: is missing; and 4 more"), new Metadata { { "grpc-status-details-bin", details.ToByteArray() } });
        Assert.Equal(["a: is missing; and 4 more", "  b: is 9; give 1", "  and 3 more; correct these first"], RpcErrorText.Of(error, null).Split(Environment.NewLine));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF })]
    [InlineData(new byte[0])]
    public void Details_that_cannot_be_read_do_not_hide_the_message(byte[] details)
    {
        var error = new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "a: is missing"), new Metadata { { "grpc-status-details-bin", details } });
        Assert.Equal("a: is missing", RpcErrorText.Of(error, null));
    }

    private static BadRequest.Types.FieldViolation Violation(string field, string description) => new() { Field = field, Description = description };
}
