using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Finds what is wrong with a request to embed, its texts apart.</summary>
internal static class EmbedCheck
{
    public static RequestCheck Of(V1.EmbedRequest request, ServingBundle bundle, CancellationToken cancellationToken)
    {
        var model = bundle.Embedder.Model;
        var check = new RequestCheck(bundle);
        check.Count("texts", request.Texts.Count);
        if (request.InputType is not (V1.InputType.Query or V1.InputType.Document))
            check.Add("input_type", $"is {(int)request.InputType}; set it to INPUT_TYPE_QUERY or INPUT_TYPE_DOCUMENT");
        check.Priority(request.Priority);
        check.Model(request.Model, model.Manifest);
        check.Task(request.Task, model.TakesTask(RoleOf(request)), model.Manifest);
        check.Size("texts", request.Texts, ("task", request.Task));
        if (request.Task.Length > 0 && check.IsSound
            && model.EmptyTokens(RoleOf(request), request.Task, cancellationToken) is var frame && frame >= model.MaxTokens)
            check.Add("task",
                $"takes {frame} tokens with its template, which leaves no room for a text in the {model.MaxTokens} of " +
                $"'{model.Manifest.Name}'; shorten it");
        return check;
    }

    public static TextRole RoleOf(V1.EmbedRequest request) => request.InputType == V1.InputType.Query ? TextRole.Query : TextRole.Document;

    public static string? TaskOf(V1.EmbedRequest request) => request.Task.Length > 0 ? request.Task : null;
}
