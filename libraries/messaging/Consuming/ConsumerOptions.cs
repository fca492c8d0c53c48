namespace Attune.Messaging;

/// <summary>How one queue is consumed by one process.</summary>
public sealed class ConsumerOptions
{
    /// <summary>Messages handled at the same time.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>
    /// Messages taken from the broker before they are handled; includes those that wait for their next attempt. At least
    /// <see cref="Concurrency"/>.
    /// </summary>
    public int Prefetch { get; set; } = 8;

    /// <summary>The longest wait before the second attempt; it doubles with every further one.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>No wait between attempts is longer.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    internal void Validate(Queue queue)
    {
        string?[] problems =
        [
            Concurrency is >= 1 and <= 1024 ? null : $"Concurrency is {Concurrency}; use 1 to 1024.",
            Prefetch >= Concurrency && Prefetch <= ushort.MaxValue
                ? null
                : $"Prefetch is {Prefetch}; use at least Concurrency ({Concurrency}) and at most {ushort.MaxValue}.",
            RetryDelay >= TimeSpan.Zero ? null : $"RetryDelay is {RetryDelay}; it cannot be negative.",
            MaxRetryDelay >= RetryDelay ? null : $"MaxRetryDelay is {MaxRetryDelay}; use at least RetryDelay ({RetryDelay}).",
        ];
        var found = problems.OfType<string>().ToArray();
        if (found.Length > 0)
            throw new ArgumentException($"The queue '{queue.Name}' cannot be consumed like this. {string.Join(' ', found)}");
    }
}
