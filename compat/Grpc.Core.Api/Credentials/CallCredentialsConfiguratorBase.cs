namespace Grpc.Core;

/// <summary>A client library derives from this to unpack <see cref="CallCredentials"/>.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
