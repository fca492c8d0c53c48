using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Attune.Compat.Tests.Calls;

public sealed class ServiceDefinitionTests
{
    [Fact]
    public async Task A_service_can_be_mapped_from_handlers()
    {
        var definition = ServerServiceDefinition.CreateBuilder()
            .AddMethod(EchoMethods.Say, (request, _) => Task.FromResult(request.ToUpperInvariant()))
            .AddMethod(EchoMethods.Join, async (requests, context) =>
            {
                var count = 0;
                while (await requests.MoveNext(context.CancellationToken))
                    count++;
                return $"{count}";
            })
            .AddMethod(EchoMethods.Repeat, (request, responses, context) => responses.WriteAsync(request, context.CancellationToken))
            .AddMethod(EchoMethods.Chat, async (requests, responses, context) =>
            {
                while (await requests.MoveNext(context.CancellationToken))
                    await responses.WriteAsync("hi", context.CancellationToken);
            })
            .Build();
        await using var server = await EchoServer.StartAsync(map: routes => routes.MapGrpcService(definition));
        using var channel = server.Connect();
        var client = new EchoClient(channel);

        using var join = client.Join();
        await join.RequestStream.WriteAsync("a");
        await join.RequestStream.CompleteAsync();
        using var repeat = client.Repeat("r");
        using var chat = client.Chat();
        await chat.RequestStream.WriteAsync("hello");

        Assert.Equal("HELLO", await client.Say("hello"));
        Assert.Equal("1", await join);
        Assert.True(await repeat.ResponseStream.MoveNext() && await chat.ResponseStream.MoveNext());
        Assert.Equal(("r", "hi"), (repeat.ResponseStream.Current, chat.ResponseStream.Current));
    }

    [Fact]
    public void A_method_is_added_once()
    {
        UnaryServerMethod<string, string> handler = static (request, _) => Task.FromResult(request);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(EchoMethods.Say, handler);

        Assert.Throws<ArgumentException>(() => builder.AddMethod(EchoMethods.Say, handler));
    }
}
