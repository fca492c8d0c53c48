using Attune.Messaging;

namespace Attune.Training.Events;

internal static class TrainingQueues
{
    /// <summary>Takes <see cref="RetrainRequested"/>.</summary>
    public static readonly Queue Retrain = new("training.retrain");

    /// <summary>Gets <see cref="TierModelPromoted"/>, for other services. Replicas of this one are notified by the database.</summary>
    public static readonly Queue Promoted = new("training.promoted");
}
