using System.Globalization;
using Grpc.Core;

namespace Attune.Compat.Tests.Calls;

/// <summary>Answers with what it was sent, so that a test sees both sides of a call from one.</summary>
public sealed class EchoService(WaitingCalls waiting) : EchoServiceBase
{
    /// <summary>Headers "x-…" come back as response headers, and as trailers under "t-x-…".</summary>
    public override async Task<string> Say(string request, ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            headers.Add(entry);
            context.ResponseTrailers.Add(
                entry.IsBinary ? new Metadata.Entry($"t-{entry.Key}", entry.ValueBytes) : new($"t-{entry.Key}", entry.Value));
        }

        if (context.UserState.TryGetValue(OrderInterceptor.Key, out var order))
            context.ResponseTrailers.Add("t-order", (string)order);
        context.ResponseTrailers.Add("t-method", context.Method);
        context.ResponseTrailers.Add("t-host", context.Host);
        context.ResponseTrailers.Add("t-peer", context.Peer);
        context.ResponseTrailers.Add("t-deadline", context.Deadline == DateTime.MaxValue ? "none" : "set");
        context.ResponseTrailers.Add("t-authenticated", $"{context.AuthContext.IsPeerAuthenticated}");
        context.ResponseTrailers.Add("authorization-was", context.RequestHeaders.GetValue("authorization") ?? "none");
        context.ResponseTrailers.Add("t-twice", "1");
        context.ResponseTrailers.Add("t-twice", "2");
        await context.WriteResponseHeadersAsync(headers);
        return request;
    }

    /// <summary>"throw": an RpcException with trailers. "status": by the context. Else: an exception of another kind.</summary>
    public override Task<string> Fail(string request, ServerCallContext context)
    {
        var status = new Status(StatusCode.FailedPrecondition, "Größe 384 ≠ 512");
        switch (request)
        {
            case "throw":
                throw new RpcException(status, new Metadata { { "why", "dims" }, { "details-bin", [1, 2, 255] } });
            case "status":
                context.Status = status;
                return Task.FromResult("");
            default:
                throw new InvalidOperationException("A secret.");
        }
    }

    public override async Task<string> Wait(string request, ServerCallContext context)
    {
        await waiting.WaitAsync(request, context.CancellationToken);
        return request;
    }

    public override Task<byte[]> Mirror(byte[] request, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("plain-answer") is not null)
            context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        return Task.FromResult(request);
    }

    public override async Task<string> Join(IAsyncStreamReader<string> requests, ServerCallContext context)
    {
        var received = new List<string>();
        while (await requests.MoveNext())
            received.Add(requests.Current);
        return string.Join('+', received);
    }

    public override async Task Repeat(string request, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        var count = int.Parse(request, CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
            await responses.WriteAsync($"{i}", context.CancellationToken);
        context.ResponseTrailers.Add("count", request);
    }

    public override async Task Chat(
        IAsyncStreamReader<string> requests, IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            await responses.WriteAsync($"{request}!", context.CancellationToken);
    }
}
