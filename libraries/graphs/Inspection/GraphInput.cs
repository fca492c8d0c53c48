namespace Attune.Graphs.Inspection;

/// <summary>An input and what to feed it.</summary>
public sealed record GraphInput(GraphTensor Tensor, InputRole Role)
{
    public string Name => Tensor.Name;

    internal static InputRole RoleOf(string name) => name switch
    {
        "input_ids" => InputRole.InputIds,
        "attention_mask" => InputRole.AttentionMask,
        "token_type_ids" => InputRole.TokenTypeIds,
        "position_ids" => InputRole.PositionIds,
        "use_cache_branch" => InputRole.UseCacheBranch,
        "num_logits_to_keep" or "logits_to_keep" => InputRole.LogitsToKeep,
        _ when name.StartsWith("past_key_values.", StringComparison.Ordinal) => InputRole.PastKeyValues,
        _ => InputRole.Unknown,
    };
}
