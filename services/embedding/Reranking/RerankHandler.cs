using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using Attune.Hosting;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Reranking;

/// <summary>A query and documents in, a score for each document out.</summary>
internal sealed class RerankHandler(ModelState models, ServiceTelemetry telemetry, TimeProvider time)
{
    public async Task<V1.RerankResponse> RerankAsync(V1.RerankRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Reranker;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Documents.Count, terms.Deadline);
        using var work = new CallWork();
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            long started = time.GetTimestamp();
            var check = Check(request, bundle, served.Model);
            Tokenize(request, served.Model, work, check);
            check.ThrowIfUnsound();
            work.TokenizeTime = time.GetElapsedTime(started);
        }

        var usage = await work.RunAsync(served.Queue, terms, cancellationToken);
        return new V1.RerankResponse
        {
            Scores = { work.Counts.Select((count, i) => new V1.RerankScore { Score = work.Row(i)[0], Tokens = count.Written, Truncated = count.Truncated }) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
        };
    }

    private static RequestCheck Check(V1.RerankRequest request, ServingBundle bundle, RerankModel model)
    {
        var check = new RequestCheck(bundle);
        check.Count("documents", request.Documents.Count);
        check.Priority(request.Priority);
        check.Model(request.Model, model.Manifest);
        check.Task(request.Task, model.DefaultTask is not null, model.Manifest);
        return check;
    }

    private static void Tokenize(V1.RerankRequest request, RerankModel model, CallWork work, RequestCheck check)
    {
        string? task = request.Task.Length > 0 ? request.Task : null;
        int frame = model.TokensWithoutDocument(request.Query, task);
        bool leavesRoom = frame < model.MaxTokens;
        if (string.IsNullOrWhiteSpace(request.Query))
            check.Add("query", TextProblem.Blank);
        else if (model.IsEmpty(request.Query))
            check.Add("query", TextProblem.BlankInEffect);
        else if (!leavesRoom)
            check.Add("query", $"takes {frame} tokens with all that a pair needs, which leaves no room for a document in the {model.MaxTokens} of '{model.Manifest.Name}'; shorten it");

        for (int i = 0; i < request.Documents.Count; i++)
        {
            string document = request.Documents[i];
            if (string.IsNullOrWhiteSpace(document))
            {
                check.Add($"documents[{i}]", TextProblem.Blank);
            }
            else if (!leavesRoom)
            {
                // Whatever its length, the pair is too long; only what is wrong with the document itself is left to find.
                if (model.IsEmpty(document))
                    check.Add($"documents[{i}]", TextProblem.BlankInEffect);
            }
            else
            {
                var count = model.Tokenize(request.Query, document, task, request.Truncate, work.Sequences);
                work.Keep(count);
                if (TextProblem.Of(document, count, frame, request.Truncate, model) is { } problem)
                    check.Add($"documents[{i}]", problem);
            }
        }
    }
}
