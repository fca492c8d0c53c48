using Attune.Hosting;

namespace Attune.Messaging;

/// <summary>Tells the relay that there is something to send, so that it need not wait for its next look.</summary>
public sealed class OutboxSignal : Wake;
