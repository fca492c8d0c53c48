using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Tokenises the texts of a request.</summary>
internal static class EmbedTokens
{
    /// <summary>Appends the sound texts to the work.</summary>
    /// <param name="reject">Told the index of each text that is not sound, and what is wrong with it; nothing of it is kept.</param>
    public static void Tokenize(V1.EmbedRequest request, EncoderModel model, CallWork work, Action<int, string> reject)
    {
        var role = EmbedCheck.RoleOf(request);
        string? task = EmbedCheck.TaskOf(request);
        int frame = model.EmptyTokens(role, task);
        for (int i = 0; i < request.Texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(request.Texts[i]))
            {
                reject(i, TextProblem.Blank);
                continue;
            }

            var count = model.Tokenize(request.Texts[i], role, task, request.Truncate, work.Sequences);
            if (TextProblem.Of(request.Texts[i], count, frame, request.Truncate, model) is { } problem)
            {
                work.Sequences.RemoveLast();
                reject(i, problem);
            }
            else
            {
                work.Keep(count);
            }
        }
    }
}
