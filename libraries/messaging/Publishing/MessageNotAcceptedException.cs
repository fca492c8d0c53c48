namespace Attune.Messaging;

/// <summary>A message is not known to be in its queue. Publishing it again is safe where handling it twice is.</summary>
public sealed class MessageNotAcceptedException : Exception
{
    internal MessageNotAcceptedException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Whether it is the broker that was away, and not this message that it refuses.</summary>
    internal bool IsOutage { get; init; }
}
