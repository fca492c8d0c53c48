namespace Attune.Messaging;

/// <param name="PollInterval">How often the outbox is looked at, beside being woken.</param>
internal sealed record OutboxOptions(TimeSpan PollInterval);
