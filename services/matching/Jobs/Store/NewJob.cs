using Attune.Matching.Jobs.Kinds;

namespace Attune.Matching.Jobs.Store;

/// <summary>A job to be started.</summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Model">By which model.</param>
/// <param name="BundleHash">Of the bundle that the model is in.</param>
/// <param name="Selection">For what.</param>
/// <param name="IdempotencyKey">Empty, or what names the intention.</param>
/// <param name="Cause">Why, in words; empty when somebody asked for it.</param>
/// <param name="WaitsFor">Jobs that have to end first.</param>
/// <param name="RetryOf">The job whose failures these are.</param>
internal sealed record NewJob(
    IBackfillKind Kind, OutputModel Model, string BundleHash, JobSelection Selection, string IdempotencyKey = "", string Cause =
        "", Guid[]? WaitsFor = null, Guid? RetryOf = null);
