namespace Grpc.Core;

/// <summary>
/// A parent call, as handed to its children. The ASP.NET Core server makes none (it propagates through its client factory), so
/// the type serves signatures only.
/// </summary>
public abstract class ContextPropagationToken
{
    private protected ContextPropagationToken()
    {
    }
}
