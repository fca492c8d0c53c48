namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors in front of an invoker.</summary>
public static class CallInvokerExtensions
{
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptedInvoker(invoker, interceptor);
    }

    /// <summary>The first interceptor given is the outermost: it sees the call first and its result last.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptors);
        for (var i = interceptors.Length - 1; i >= 0; i--)
            invoker = invoker.Intercept(interceptors[i]);
        return invoker;
    }

    /// <summary>Every call goes out with the headers that the function makes of its own; those it is given are never null.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return invoker.Intercept(new HeaderInterceptor(interceptor));
    }
}
