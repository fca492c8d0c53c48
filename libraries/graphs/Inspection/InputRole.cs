namespace Attune.Graphs.Inspection;

/// <summary>What an input of a transformer's graph wants to be fed. Recognised by its name, as exporters write them.</summary>
public enum InputRole
{
    /// <summary>A name that means nothing here.</summary>
    Unknown,

    /// <summary>Token ids, [batch, sequence].</summary>
    InputIds,

    /// <summary>1 for a token, 0 for padding, [batch, sequence].</summary>
    AttentionMask,

    /// <summary>Which segment a token belongs to, [batch, sequence].</summary>
    TokenTypeIds,

    /// <summary>Position of each token in its row from 0, [batch, sequence].</summary>
    PositionIds,

    /// <summary>Keys or values of earlier tokens, [batch, key-value heads, past, head size]. Feed it with past = 0.</summary>
    PastKeyValues,

    /// <summary>Whether past keys and values are to be used, [1]. Feed false.</summary>
    UseCacheBranch,

    /// <summary>Of how many last positions logits are wanted, a scalar. Feed 0: of all.</summary>
    LogitsToKeep,
}
