namespace Attune.Messaging;

/// <summary>A row of the outbox that is to be sent.</summary>
internal sealed record OutboxMessage(long Id, string Kind, string Payload, DateTime CreatedAt, int Attempts);
