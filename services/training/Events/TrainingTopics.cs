using Attune.Messaging;

namespace Attune.Training.Events;

internal static class TrainingTopics
{
    /// <summary>Of <see cref="Events.RetrainRequested"/>.</summary>
    public static readonly Topic RetrainRequested = new("retrain-requested");

    /// <summary>Of <see cref="TierModelPromoted"/>, for other services. Replicas of this one are notified by the database.</summary>
    public static readonly Topic Promoted = new("tier-model-promoted");
}
