namespace Attune.Training.Reports;

/// <summary>The new model against the serving one on the same held-out rows.</summary>
/// <param name="ServingModel">Its id.</param>
/// <param name="ServingAccuracy">On those rows.</param>
/// <param name="OnlyCandidateRight">Rows that only the new model got right.</param>
/// <param name="OnlyServingRight">Rows that only the serving model got right.</param>
/// <param name="LossProbability">
/// McNemar's one-sided mid-p: how probable it is that two equal models differ so much against the new one.
/// </param>
internal sealed record GateReport(
    string ServingModel, double ServingAccuracy, int OnlyCandidateRight, int OnlyServingRight, double LossProbability);
