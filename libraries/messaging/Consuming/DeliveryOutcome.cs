namespace Attune.Messaging;

/// <summary>What is to become of a delivery.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Acknowledge it.</summary>
    Handled,

    /// <summary>Give it back after a delay.</summary>
    Retry,

    /// <summary>Put it into the dead-letter queue.</summary>
    Dead,
}
