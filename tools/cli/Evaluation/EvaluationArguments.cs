using Attune.Contracts.Matching.V1;

namespace Attune.Cli.Evaluation;

/// <summary>What <c>eval run</c> was told.</summary>
/// <param name="Request">What is sent.</param>
/// <param name="JsonFile">Where the whole report goes; null for nowhere.</param>
/// <param name="Folder">Where each run goes as a file of its own; null for nowhere.</param>
/// <param name="ShownCutoff">The K of which the table shows NDCG and Recall.</param>
internal sealed record EvaluationArguments(EvaluateRequest Request, string? JsonFile, string? Folder, int ShownCutoff);
