using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using static Grpc.Reflection.V1.ServerReflectionRequest;

namespace Attune.Hosting.Reflection;

/// <summary>Answers questions about the schema; what is not known is an answer too, never a failed call.</summary>
internal sealed class ReflectionAnswers(ServiceCatalog catalog, ServerLifetime lifetime)
{
    private readonly Lazy<SchemaIndex> _schema = new(() => new SchemaIndex(catalog.Services));

    /// <summary>One answer a question until the caller has asked all, or the server goes away.</summary>
    public async Task AnswerAsync(IAsyncStreamReader<ServerReflectionRequest> questions, IServerStreamWriter<ServerReflectionResponse> answers, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.Closing);
        while (await questions.MoveNext(end.Token)) await answers.WriteAsync(Answer(questions.Current), end.Token);
    }

    internal ServerReflectionResponse Answer(ServerReflectionRequest question)
    {
        var answer = question.MessageRequestCase switch
        {
            MessageRequestOneofCase.ListServices => ListServices(),
            MessageRequestOneofCase.FileByFilename => File(_schema.Value.FindFile(question.FileByFilename), $"file '{question.FileByFilename}'"),
            MessageRequestOneofCase.FileContainingSymbol => File(_schema.Value.FindSymbol(question.FileContainingSymbol), $"symbol '{question.FileContainingSymbol}'"),
            MessageRequestOneofCase.FileContainingExtension => File(
                _schema.Value.FindExtension(question.FileContainingExtension.ContainingType, question.FileContainingExtension.ExtensionNumber),
                $"extension {question.FileContainingExtension.ExtensionNumber} of '{question.FileContainingExtension.ContainingType}'"),
            MessageRequestOneofCase.AllExtensionNumbersOfType => ExtensionNumbers(question.AllExtensionNumbersOfType),
            _ => Error(StatusCode.InvalidArgument, "The request asks nothing."),
        };
        answer.ValidHost = question.Host;
        answer.OriginalRequest = question;
        return answer;
    }

    private ServerReflectionResponse ListServices() => new()
    {
        ListServicesResponse = new ListServiceResponse { Service = { catalog.Names.Select(name => new ServiceResponse { Name = name }) } },
    };

    private static ServerReflectionResponse File(FileDescriptor? file, string wanted) => file is null
        ? Error(StatusCode.NotFound, $"This server knows no {wanted}.")
        : new ServerReflectionResponse
        {
            FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { SchemaIndex.WithImports(file).Select(each => each.SerializedData) } },
        };

    private ServerReflectionResponse ExtensionNumbers(string type)
    {
        var response = new ExtensionNumberResponse { BaseTypeName = type, ExtensionNumber = { _schema.Value.ExtensionNumbers(type) } };
        return response.ExtensionNumber.Count > 0 || _schema.Value.FindSymbol(type) is not null
            ? new ServerReflectionResponse { AllExtensionNumbersResponse = response }
            : Error(StatusCode.NotFound, $"This server knows no type '{type}'.");
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
