using Attune.Hosting.TestHost;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Alpha = Grpc.Reflection.V1Alpha;

namespace Attune.Hosting.Tests.Reflection;

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

        Assert.Equal([Service, "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"], services);
        foreach (var service in services)
        {
            var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = service });
            var files = FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto);
            var rebuilt = files.SelectMany(file => file.Services).Single(s => s.FullName == service);
            Assert.All(rebuilt.Methods, method => Assert.True(method.InputType.Fields.InDeclarationOrder().All(f => f.FieldType != FieldType.Message || f.MessageType is not null)));
        }
    }

    [Fact]
    public async Task The_rebuilt_service_is_the_one_that_is_served()
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = Service });

        var files = FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto);
        Assert.Equal(["google/protobuf/timestamp.proto", "shapes.proto"], files.Select(file => file.Name));
        Assert.Equal(TestHost.V1.ShapesReflection.Descriptor.SerializedData, files[^1].SerializedData);
    }

    [Theory]
    [InlineData("attune.matching.v1.ShapesService.Unary")]
    [InlineData("attune.matching.v1.UnaryRequest")]
    [InlineData("attune.matching.v1.UnaryRequest.sent_at")]
    [InlineData("google.protobuf.Timestamp")]
    [InlineData("grpc.health.v1.HealthCheckResponse.ServingStatus")]
    [InlineData("grpc.health.v1.HealthCheckResponse.SERVING")]
    [InlineData("grpc.reflection.v1.ServerReflectionRequest.message_request")]
    public async Task Symbols_of_every_kind_are_found(string symbol)
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { Host = "h", FileContainingSymbol = symbol });

        Assert.NotEmpty(answer.FileDescriptorResponse.FileDescriptorProto);
        Assert.Equal(("h", symbol), (answer.ValidHost, answer.OriginalRequest.FileContainingSymbol));
    }

    [Fact]
    public async Task A_file_is_found_by_name_after_the_files_that_it_imports()
    {
        using var call = Open(alpha: false);

        var answer = await AskAsync(call, new ServerReflectionRequest { FileByFilename = "grpc/reflection/v1alpha/reflection.proto" });

        Assert.Equal(
            ["grpc/reflection/v1/reflection.proto", "grpc/reflection/v1alpha/reflection.proto"],
            answer.FileDescriptorResponse.FileDescriptorProto.Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name));
    }

    [Fact]
    public async Task What_is_unknown_is_an_answer_and_the_stream_goes_on()
    {
        using var call = Open(alpha: false);
        var questions = new[]
        {
            new ServerReflectionRequest { FileByFilename = "no.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "no.Such" },
            new ServerReflectionRequest { FileContainingExtension = new ExtensionRequest { ContainingType = "google.protobuf.MethodOptions", ExtensionNumber = 72295728 } },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "no.Such" },
        };

        foreach (var question in questions)
            Assert.Equal((int)StatusCode.NotFound, (await AskAsync(call, question)).ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.InvalidArgument, (await AskAsync(call, new ServerReflectionRequest())).ErrorResponse.ErrorCode);
        Assert.Empty((await AskAsync(call, new ServerReflectionRequest { AllExtensionNumbersOfType = "attune.matching.v1.UnaryRequest" })).AllExtensionNumbersResponse.ExtensionNumber);
    }

    private AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> Open(bool alpha) => alpha
        ? new Alpha.ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo()
        : new ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo();

    private static async Task<ServerReflectionResponse> AskAsync(AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest question)
    {
        await call.RequestStream.WriteAsync(question);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }
}
