using Google.Rpc;
using Grpc.Core;

namespace Attune.Embedding.Integration;

internal static class Refusals
{
    /// <summary>All violations, in this order, each beginning like this.</summary>
    public static void AssertViolations(RpcException error, params (string Field, string Description)[] expected)
    {
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        var actual = error.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations;
        Assert.Equal(expected.Select(x => x.Field), actual.Select(x => x.Field));
        Assert.All(expected.Zip(actual), x => Assert.StartsWith(x.First.Description, x.Second.Description, StringComparison.Ordinal));
    }
}
