using System.Collections.Concurrent;

namespace Attune.Messaging;

/// <summary>
/// Which queues of this process are not being consumed, and why. That of a process which starts is that it has not come to it.
/// </summary>
internal sealed class ConsumerProblems(IEnumerable<ConsumedQueue> queues)
{
    private readonly ConcurrentDictionary<string, string> _problems = new(
        queues.Select(consumed => KeyValuePair.Create(consumed.Queue.Name, Describe(consumed.Queue, "not declared yet"))));

    public string? First => _problems.Values.FirstOrDefault();

    public void Set(Queue queue, string problem) => _problems[queue.Name] = Describe(queue, problem);

    public void Clear(Queue queue) => _problems.TryRemove(queue.Name, out _);

    private static string Describe(Queue queue, string problem) => $"The queue '{queue.Name}' is not being consumed: {problem}";
}
