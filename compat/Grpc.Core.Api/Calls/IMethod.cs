namespace Grpc.Core;

/// <summary>A remote method without its message types.</summary>
public interface IMethod
{
    MethodType Type { get; }

    /// <summary>With the package: "attune.embedding.v1.EmbeddingService".</summary>
    string ServiceName { get; }

    string Name { get; }

    /// <summary>The path of the request: "/service/method".</summary>
    string FullName { get; }
}
