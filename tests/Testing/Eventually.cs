namespace Attune.Testing;

/// <summary>Waits for what happens in its own time.</summary>
public static class Eventually
{
    /// <summary>Three minutes: far more than anything takes, so that a slow machine fails no test.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Until the condition holds; fails naming what was expected.</summary>
    public static Task IsTrueAsync(Func<bool> condition, string expectation) => IsTrueAsync(() => Task.FromResult(condition()), expectation);

    /// <summary>Until the condition holds; fails naming what was expected.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> condition, string expectation) => IsTrueAsync(condition, () => expectation);

    /// <summary>Until the condition holds; fails naming what was expected, and what is known of it by then.</summary>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> expectation)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {expectation()}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
