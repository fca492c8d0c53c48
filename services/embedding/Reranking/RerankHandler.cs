using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using Attune.Hosting;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Reranking;

/// <summary>A query and documents in, a score for each document out.</summary>
internal sealed class RerankHandler(ModelState models, ServiceTelemetry telemetry, TextMetrics metrics, TimeProvider time)
{
    public async Task<V1.RerankResponse> RerankAsync(V1.RerankRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Reranker;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Documents.Count, terms.Deadline);
        using var work = new CallWork();
        var check = Check(request, bundle, served.Model);
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            var started = time.GetTimestamp();
            if (!check.IsTooLarge)
                Tokenize(request, served.Model, work, check, new CallTexts(served.Model, work, terms, metrics, time), cancellationToken);
            work.TokenizeTime = time.GetElapsedTime(started);
        }

        ThrowIfUnsound();
        var usage = await work.RunAsync(served.Queue, terms, cancellationToken);
        ThrowIfUnsound();
        return new V1.RerankResponse
        {
            Scores = { work.Results((document, row) => ToScore(document, served.Model.RawScore(row)), ToError) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
        };

        void ThrowIfUnsound() => check.ThrowIfUnsound("documents", request.Partial ? null : work);
    }

    private static V1.RerankScore ToScore(KeptText document, float raw) => new()
    {
        Score = Activation.Sigmoid(raw),
        RawScore = raw,
        Tokens = document.Count.Written,
        Truncated = document.Count.Truncated,
        Unknown = document.IsUnknown,
    };

    private static V1.RerankScore ToError(int place, string problem) => new() { Error = TextProblem.ToError("documents", place, problem) };

    private static RequestCheck Check(V1.RerankRequest request, ServingBundle bundle, RerankModel model)
    {
        var check = new RequestCheck(bundle);
        check.Count("documents", request.Documents.Count);
        check.Priority(request.Priority);
        check.Model(request.Model, model.Manifest);
        check.Task(request.Task, model.DefaultTask is not null, model.Manifest);
        check.Size("documents", request.Documents, ("query", request.Query), ("task", request.Task));
        return check;
    }

    private static void Tokenize(
        V1.RerankRequest request, RerankModel model, CallWork work, RequestCheck check, CallTexts texts,
        CancellationToken cancellationToken)
    {
        var task = request.Task.Length > 0 ? request.Task : null;
        var frame = model.TokensWithoutDocument(request.Query, task, cancellationToken);
        var leavesRoom = frame < model.MaxTokens;
        if (string.IsNullOrWhiteSpace(request.Query))
            check.Add("query", TextProblem.Blank);
        else if (model.IsEmpty(request.Query, cancellationToken))
            check.Add("query", TextProblem.BlankInEffect);
        else if (!leavesRoom)
            check.Add("query",
                $"takes {frame} tokens with all that a pair needs, which leaves no room for a document in the {model.MaxTokens} of " +
                $"'{model.Manifest.Name}'; shorten it");

        if (leavesRoom)
        {
            var isUnknown = model.KnowsNothingOf(request.Query, cancellationToken);
            texts.Tokenize(
                request.Documents, frame, request.Truncate, isUnknown,
                document => model.Tokenize(request.Query, document, task, request.Truncate, work.Sequences, cancellationToken),
                cancellationToken);
            return;
        }

        // Whatever its length, the pair is too long; only what is wrong with a document itself is left to find.
        foreach (var (place, document) in request.Documents.Index())
        {
            if (TextProblem.Of(document) is { } problem)
                work.Reject(place, problem);
            else if (model.IsEmpty(document, cancellationToken))
                work.Reject(place, TextProblem.BlankInEffect);
        }
    }
}
