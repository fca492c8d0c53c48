using Attune.Embedding.Scheduling;
using Attune.Graphs.Inspection;

namespace Attune.Embedding.Graphs;

internal static class BatchTensor
{
    /// <summary>What a batch holds for an input of one number a token, rows × length.</summary>
    public static Memory<long> Of(PackedBatch batch, InputRole role) => role switch
    {
        InputRole.InputIds => batch.Ids,
        InputRole.AttentionMask => batch.Mask,
        InputRole.TokenTypeIds => batch.Types,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A batch holds ids, mask and types."),
    };
}
