using System.Collections.Concurrent;

namespace Attune.Messaging;

/// <summary>Which queues of this process are not being consumed, and why.</summary>
internal sealed class ConsumerProblems
{
    private readonly ConcurrentDictionary<string, string> _problems = new();

    public string? First => _problems.Values.FirstOrDefault();

    public void Set(Queue queue, string problem) => _problems[queue.Name] = $"The queue '{queue.Name}' is not being consumed: {problem}";

    public void Clear(Queue queue) => _problems.TryRemove(queue.Name, out _);
}
