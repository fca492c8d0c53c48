using Attune.Hosting.Calls;
using Grpc.Core;

namespace Attune.Hosting.Errors;

/// <summary>Sends every exception of every handler through the <see cref="ErrorMapper"/>.</summary>
internal sealed class ErrorInterceptor(ErrorMapper errors) : EveryCallInterceptor
{
    protected override async Task<T> AroundAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception)
        {
            throw errors.Map(exception, context);
        }
    }
}
