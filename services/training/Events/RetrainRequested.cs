using Attune.Messaging;

namespace Attune.Training.Events;

/// <summary>Somebody has reason to believe that there is something new to learn.</summary>
/// <param name="Reason">For the log; at most 500 characters.</param>
[MessageContract("retrain-requested")]
internal sealed record RetrainRequested(string Reason);
