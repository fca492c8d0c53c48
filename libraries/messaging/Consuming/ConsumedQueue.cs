namespace Attune.Messaging;

/// <summary>A queue that this process is to consume, known before it is.</summary>
internal sealed record ConsumedQueue(Queue Queue);
