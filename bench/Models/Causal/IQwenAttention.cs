namespace Attune.Bench.Models.Causal;

/// <summary>Rotation, cache and causal attention of one layer.</summary>
internal interface IQwenAttention
{
    /// <param name="query">[batch, sequence, heads, size].</param>
    /// <param name="key">[batch, sequence, key-value heads, size].</param>
    /// <param name="value">[batch, sequence, key-value heads × size].</param>
    /// <returns>[batch, sequence, heads × size], and keys and values up to and with this sequence.</returns>
    (string Mixed, string PresentKey, string PresentValue) Attend(string query, string key, string value, string pastKey, string pastValue);
}
