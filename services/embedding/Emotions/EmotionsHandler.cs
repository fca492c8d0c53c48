using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using Attune.Hosting;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Emotions;

/// <summary>Texts in, the probabilities of emotions out.</summary>
internal sealed class EmotionsHandler(ModelState models, ServiceTelemetry telemetry, TextMetrics metrics, TimeProvider time)
{
    public async Task<V1.EmotionsResponse> DetectAsync(V1.EmotionsRequest request, CallTerms terms, CancellationToken cancellationToken)
    {
        var bundle = models.Require();
        var served = bundle.Emotions;
        served.Queue.ThrowIfOverloaded(terms.Priority, request.Texts.Count, terms.Deadline);
        using var work = new CallWork();
        var check = Check(request, bundle, served.Model);
        using (telemetry.ActivitySource.StartActivity("tokenize"))
        {
            var started = time.GetTimestamp();
            if (!check.IsTooLarge)
                Tokenize(request, served.Model, work, new CallTexts(served.Model, work, terms, metrics, time), cancellationToken);
            work.TokenizeTime = time.GetElapsedTime(started);
        }

        ThrowIfUnsound();
        var usage = await work.RunAsync(served.Queue, terms, cancellationToken);
        ThrowIfUnsound();
        return new V1.EmotionsResponse
        {
            Emotions = { work.Results((text, row) => EmotionSummary.Of(row, served.Model, request.Top, text), ToError) },
            Model = BundleDescription.IdentityOf(served.Manifest),
            Usage = usage,
            Experimental = served.Manifest.Experimental,
        };

        void ThrowIfUnsound() => check.ThrowIfUnsound("texts", request.Partial ? null : work);
    }

    private static V1.TextEmotions ToError(int place, string problem) => new() { Error = TextProblem.ToError("texts", place, problem) };

    private static RequestCheck Check(V1.EmotionsRequest request, ServingBundle bundle, MultiLabelModel model)
    {
        var check = new RequestCheck(bundle);
        check.Count("texts", request.Texts.Count);
        check.Priority(request.Priority);
        check.Model(request.Model, model.Manifest);
        if (request.Top < 0)
            check.Add("top", $"is {request.Top}; set it to a number of labels, or to 0 for all {model.Manifest.Labels.Count}");
        check.Size("texts", request.Texts);
        return check;
    }

    private static void Tokenize(
        V1.EmotionsRequest request, MultiLabelModel model, CallWork work, CallTexts texts, CancellationToken cancellationToken) =>
        texts.Tokenize(
            request.Texts, model.FrameTokens, request.Truncate, isUnknown: false,
            text => model.Tokenize(text, request.Truncate, work.Sequences, cancellationToken), cancellationToken);
}
