using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using Attune.Hosting;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Emotions;

/// <summary>Texts in, the probabilities of emotions out.</summary>
internal sealed class EmotionsHandler(ModelState models, ServiceTelemetry telemetry, TimeProvider time)
{
    public async Task<V1.EmotionsResponse> DetectAsync(V1.EmotionsRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Emotions;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Texts.Count, terms.Deadline);
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
        return new V1.EmotionsResponse
        {
            Emotions = { work.Counts.Select((count, i) => EmotionSummary.Of(work.Row(i), served.Model, request.Top, count)) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
            Experimental = served.Manifest.Experimental,
        };
    }

    private static RequestCheck Check(V1.EmotionsRequest request, ServingBundle bundle, MultiLabelModel model)
    {
        var check = new RequestCheck(bundle);
        check.Count("texts", request.Texts.Count);
        check.Priority(request.Priority);
        check.Model(request.Model, model.Manifest);
        if (request.Top < 0)
            check.Add("top", $"is {request.Top}; set it to a number of labels, or to 0 for all {model.Manifest.Labels.Count}");
        return check;
    }

    private static void Tokenize(V1.EmotionsRequest request, MultiLabelModel model, CallWork work, RequestCheck check)
    {
        for (int i = 0; i < request.Texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(request.Texts[i]))
            {
                check.Add($"texts[{i}]", TextProblem.Blank);
                continue;
            }

            var count = model.Tokenize(request.Texts[i], request.Truncate, work.Sequences);
            work.Keep(count);
            if (TextProblem.Of(request.Texts[i], count, model.FrameTokens, request.Truncate, model) is { } problem)
                check.Add($"texts[{i}]", problem);
        }
    }
}
