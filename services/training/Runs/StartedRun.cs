namespace Attune.Training.Runs;

/// <summary>A run that is under way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Joined">Somebody else started it.</param>
/// <param name="Finished">Ends with the run when this process runs it, else at once.</param>
internal sealed record StartedRun(Guid Id, bool Joined, Task Finished);
