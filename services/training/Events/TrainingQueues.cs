using Attune.Messaging;

namespace Attune.Training.Events;

internal static class TrainingQueues
{
    /// <summary>Takes <see cref="RetrainRequested"/>, sent here or announced by any service.</summary>
    public static readonly Queue Retrain = new("training.retrain") { Topic = TrainingTopics.RetrainRequested };
}
