using Attune.Messaging;
using Attune.Training.Events;
using Attune.Training.Models;

namespace Attune.Training.Runs;

/// <summary>Retrains because a message asks for it; while a run is under way, that one will do.</summary>
internal sealed partial class RetrainHandler(RunCoordinator runs, ILogger<RetrainHandler> logger) : IMessageHandler<RetrainRequested>
{
    public async Task HandleAsync(RetrainRequested message, MessageContext context, CancellationToken cancellationToken)
    {
        var started = await runs.StartAsync(new RunRequest(new FitSettings(), Forced: false, message.Reason ?? ""), cancellationToken);
        Log.Requested(logger, started.Id, started.Joined, message.Reason ?? "");
        // The message is done when the run is: a process killed in between trains again.
        await started.Finished.WaitAsync(cancellationToken);
    }
}
