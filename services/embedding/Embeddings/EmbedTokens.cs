using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Embeddings;

/// <summary>Tokenises the texts of a request.</summary>
internal static class EmbedTokens
{
    /// <summary>Appends the sound texts to the work, and rejects the others.</summary>
    public static void Tokenize(
        V1.EmbedRequest request, EncoderModel model, CallWork work, CallTexts texts, CancellationToken cancellationToken)
    {
        var role = EmbedCheck.RoleOf(request);
        var task = EmbedCheck.TaskOf(request);
        texts.Tokenize(
            request.Texts, model.EmptyTokens(role, task, cancellationToken), request.Truncate, isUnknown: false,
            text => model.Tokenize(text, role, task, request.Truncate, work.Sequences, cancellationToken), cancellationToken);
    }
}
