namespace Grpc.Core;

/// <summary>Identifies the caller in the headers of single calls.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials that apply together, in this order.</summary>
    /// <exception cref="ArgumentException">Fewer than two were given, or one of them is null.</exception>
    public static CallCredentials Compose(params CallCredentials[] credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length < 2)
            throw new ArgumentException("A composite is made of two credentials or more.", nameof(credentials));
        if (Array.IndexOf(credentials, null) is var index and >= 0)
            throw new ArgumentException($"Credential {index} is null.", nameof(credentials));
        return new Composite([.. credentials]);
    }

    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return new FromDelegate(interceptor);
    }

    /// <summary>For client libraries: tells the configurator what these credentials are.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class FromDelegate(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }

    private sealed class Composite(IReadOnlyList<CallCredentials> parts) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, parts);
    }
}
