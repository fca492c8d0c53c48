namespace Attune.Messaging;

/// <summary>Thrown by a handler for a message that no repetition can help: it goes to the dead-letter queue with this reason.</summary>
/// <param name="message">The reason, for the person who looks at the dead letter.</param>
/// <param name="innerException">What led to it.</param>
public sealed class MessageRejectedException(string message, Exception? innerException = null) : Exception(message, innerException);
