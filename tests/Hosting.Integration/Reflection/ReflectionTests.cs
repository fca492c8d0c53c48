using Attune.Hosting.TestHost;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Attune.Hosting.Integration.Reflection;

public sealed class ReflectionTests : IAsyncLifetime
{
    private const string Service = "attune.matching.v1.ShapesService";
    private InProcessServer _server = null!;

    public async Task InitializeAsync() => _server = await InProcessServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_can_rebuild_every_descriptor_from_the_answers(bool alpha)
    {
        using var call = Open(alpha);
        var services = (await AskAsync(call, new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service.Select(s => s.Name).ToList();

        Assert.Equal(
            [Service, "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"], services.Order(StringComparer.Ordinal));
        foreach (var service in services)
        {
            var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = service });
            var files = Rebuild(answer);
            var rebuilt = files.SelectMany(file => file.Services).Single(s => s.FullName == service);
            Assert.All(rebuilt.Methods, method => Assert.True(method.InputType.Fields.InDeclarationOrder().All(f => f.FieldType != FieldType.Message || f.MessageType is not null)));
        }
    }

    [Fact]
    public async Task The_rebuilt_service_is_the_one_that_is_served()
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = Service });

        var files = Rebuild(answer);
        Assert.Equal(["google/protobuf/timestamp.proto", "shapes.proto"], files.Select(file => file.Name));
        Assert.Equal(TestHost.V1.ShapesReflection.Descriptor.SerializedData, files[^1].SerializedData);
    }

    [Theory]
    [InlineData("attune.matching.v1.ShapesService.Unary")]
    [InlineData("attune.matching.v1.UnaryRequest")]
    [InlineData("google.protobuf.Timestamp")]
    [InlineData("grpc.health.v1.HealthCheckResponse.ServingStatus")]
    public async Task Services_methods_and_types_are_found(string symbol)
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = symbol });

        Assert.NotEmpty(answer.FileDescriptorResponse.FileDescriptorProto);
    }

    [Fact]
    public async Task A_file_is_found_by_name_with_the_files_that_it_imports()
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { FileByFilename = "shapes.proto" });

        Assert.Equal(["google/protobuf/timestamp.proto", "shapes.proto"], Rebuild(answer).Select(file => file.Name));
    }

    [Fact]
    public async Task What_is_unknown_is_an_answer_and_the_stream_goes_on()
    {
        using var call = Open(alpha: false);
        var questions = new[] { new ServerReflectionRequest { FileByFilename = "no.proto" }, new ServerReflectionRequest { FileContainingSymbol = "no.Such" } };

        foreach (var question in questions)
            Assert.Equal((int)StatusCode.NotFound, (await AskAsync(call, question)).ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.Unimplemented, (await AskAsync(call, new ServerReflectionRequest())).ErrorResponse.ErrorCode);
        Assert.NotEmpty((await AskAsync(call, new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_asks_nothing_more_ends_when_the_server_stops(bool alpha)
    {
        using var call = Open(alpha);
        await AskAsync(call, new ServerReflectionRequest { ListServices = "" });

        var stop = _server.StopAsync();

        var end = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        // Its own side is still open, and .NET's client forgets the answer where the connection is closed right behind it, as it may be by then.
        if (end.Status.DebugException is HttpProtocolException closed)
            Assert.Equal(0, closed.ErrorCode);
        else
            Assert.Equal((StatusCode.Unavailable, "matching is stopping. Call again."), (end.StatusCode, end.Status.Detail));
        await stop;
    }

    /// <summary>Both versions have the same messages on the wire.</summary>
    private AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> Open(bool alpha) => _server.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(
        new Method<ServerReflectionRequest, ServerReflectionResponse>(
            MethodType.DuplexStreaming, alpha ? "grpc.reflection.v1alpha.ServerReflection" : "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo",
            Marshallers.Create(message => message.ToByteArray(), ServerReflectionRequest.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), ServerReflectionResponse.Parser.ParseFrom)),
        host: null, new CallOptions());

    private static async Task<ServerReflectionResponse> AskAsync(AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest question)
    {
        await call.RequestStream.WriteAsync(question);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    /// <summary>The files of an answer, imports first, as a tool sorts them.</summary>
    private static IReadOnlyList<FileDescriptor> Rebuild(ServerReflectionResponse answer)
    {
        var left = answer.FileDescriptorResponse.FileDescriptorProto.ToDictionary(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name);
        var sorted = new List<ByteString>();
        foreach (var name in left.Keys.Order(StringComparer.Ordinal).ToList()) Visit(name);
        return FileDescriptor.BuildFromByteStrings(sorted);

        void Visit(string name)
        {
            if (!left.Remove(name, out var file)) return;
            foreach (var import in FileDescriptorProto.Parser.ParseFrom(file).Dependency) Visit(import);
            sorted.Add(file);
        }
    }
}
