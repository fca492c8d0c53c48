using Attune.Messaging;
using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Registry;
using Attune.Training.Reports;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Attune.Training.Runs;

/// <summary>One run: reads the rows, fits, judges, and commits model, result and promotion in one transaction.</summary>
internal sealed partial class TrainingRunner(
    NpgsqlDataSource database, VideoStore videos, RunStore runs, ServingModelCache serving, OutboxSignal outbox,
    IOptions<TrainingOptions> options, TimeProvider time, ILogger<TrainingRunner> logger)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync(Guid id, RunRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        var read = await videos.ReadTrainableAsync(now, cancellationToken);
        var scraped = Dataset.Create(read.Videos, now, [read.Unusable, await videos.CountSkippedAsync(cancellationToken)]);
        var (data, source) = scraped.Count >= options.Value.MinimumRows
            ? (scraped, TrainingSource.Scraped)
            : (Dataset.Create(ShippedFile.Read(), now), TrainingSource.Shipped);
        if (source == TrainingSource.Shipped) Log.TooFewRows(logger, scraped.Count, options.Value.MinimumRows);

        var outcome = await FitAsync(id, data, request.Settings, source, cancellationToken);
        // What was wrong with the scraped rows is worth knowing, whichever rows were learned from.
        var report = outcome.Report with { RowsRead = scraped.Count + scraped.Unusable.Values.Sum(), Unusable = scraped.Unusable };
        outcome = outcome with { Report = report };
        while (!await TryCommitAsync(id, request, outcome, started, cancellationToken)) Log.Moved(logger, id);
        await serving.RefreshAsync(cancellationToken);
        outbox.Now();
    }

    private async Task<TrainingOutcome> FitAsync(
        Guid id, Dataset data, FitSettings settings, TrainingSource source, CancellationToken cancellationToken)
    {
        var doing = $"learning from {data.Count:N0} {(source == TrainingSource.Scraped ? "scraped" : "shipped")} rows";
        await runs.ProgressAsync(id, doing, 0, 0, cancellationToken);
        var last = (Iteration: 0, Loss: 0.0);
        var fit = Task.Run(
            () => TierTrainer.Train(
                data, settings, source, (iteration, loss) => last = (iteration, loss), options.Value.Threads, cancellationToken),
                cancellationToken);
        while (await Task.WhenAny(fit, Task.Delay(ProgressInterval, time, cancellationToken)) != fit
            && !cancellationToken.IsCancellationRequested)
            await runs.ProgressAsync(id, doing, last.Iteration, last.Loss, cancellationToken);
        return await fit;
    }

    /// <returns>False when another model was made to serve meanwhile, so that the gate has to judge again.</returns>
    private async Task<bool> TryCommitAsync(
        Guid id, RunRequest request, TrainingOutcome outcome, long started, CancellationToken cancellationToken)
    {
        var judged = await serving.RefreshAsync(cancellationToken);
        var verdict = Gate.Judge(outcome, judged.Promotion?.ModelId, judged.Model, options.Value);
        var report = outcome.Report with { Gate = verdict.Comparison, DurationSeconds = time.GetElapsedTime(started).TotalSeconds };
        var content = ModelDocument.Of(outcome.Model, report.Metrics, time.GetUtcNow()).ToJson();
        var modelId = ModelDocument.IdOf(content);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var present = await ModelRegistry.LockAsync(connection, cancellationToken);
        if (present?.Id != judged.Promotion?.Id) return false;

        var same = present?.ModelId == modelId;
        var promote = !same && (verdict.Passed || request.Forced);
        var text = same ? "The same rows gave the same model, which serves already."
            : verdict.Passed ? $"Promoted. {verdict.Reason}"
            : promote ? $"Promoted by force: {request.Reason} (The gate: {verdict.Reason})"
            : $"Skipped. {verdict.Reason}";
        await ModelRegistry.InsertAsync(connection, modelId, content, report.Test.Accuracy, id, cancellationToken);
        if (!await RunStore.FinishAsync(
            connection, id, promote
                ? TrainingRun.Promoted
                : TrainingRun.Skipped, text, report.Iterations, report.Loss, modelId, ReportJson.Write(report), cancellationToken))
            throw new InvalidOperationException($"Run {id} was given up by another process, which took its lock.");
        if (promote)
            await ModelRegistry.PromoteAsync(
                connection, modelId, verdict.Passed
                    ? "gate"
                    : "forced", verdict.Passed
                    ? verdict.Reason
                    : request.Reason, id, present?.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Finished(
            logger, id, text, modelId, report.Train.Accuracy, report.Test.Accuracy, report.Test.OrdinalError, report.Test.CalibrationError,
            report.Iterations, report.DurationSeconds, ReportJson.Write(report));
        return true;
    }
}
