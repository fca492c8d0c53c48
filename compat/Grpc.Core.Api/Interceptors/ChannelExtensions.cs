namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors in front of a channel.</summary>
public static class ChannelExtensions
{
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor) =>
        InvokerOf(channel).Intercept(interceptor);

    /// <summary>The first interceptor given is the outermost: it sees the call first and its result last.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors) =>
        InvokerOf(channel).Intercept(interceptors);

    /// <summary>Every call goes out with the headers that the function makes of its own; those it is given are never null.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Func<Metadata, Metadata> interceptor) =>
        InvokerOf(channel).Intercept(interceptor);

    private static CallInvoker InvokerOf(ChannelBase channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker();
    }
}
