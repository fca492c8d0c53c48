using Attune.Testing;

namespace Attune.Matching.Integration;

/// <summary>One embedding service for all classes: it holds no state, and loading its models takes the most time. It ends with the last one that uses it.</summary>
internal static class SharedEmbedding
{
    private static readonly SemaphoreSlim One = new(1);
    private static AttuneSystem? _system;
    private static int _users;

    /// <returns>Its address.</returns>
    public static async Task<string> TakeAsync()
    {
        await One.WaitAsync();
        try
        {
            _system ??= await AttuneSystem.StartAsync(new AttuneSystem { Services = ["embedding"], Schemas = [] });
            _users++;
            return _system.AddressOf("embedding");
        }
        finally
        {
            One.Release();
        }
    }

    public static async Task ReturnAsync()
    {
        await One.WaitAsync();
        try
        {
            if (--_users > 0) return;
            await _system!.DisposeAsync();
            _system = null;
        }
        finally
        {
            One.Release();
        }
    }
}
