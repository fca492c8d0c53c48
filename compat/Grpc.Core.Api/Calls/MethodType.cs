namespace Grpc.Core;

/// <summary>Whether each side sends one message or many.</summary>
public enum MethodType
{
    Unary = 0,
    ClientStreaming = 1,
    ServerStreaming = 2,
    DuplexStreaming = 3,
}
