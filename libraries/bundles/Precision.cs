using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>
/// What a graph's weights are stored and multiplied in. Its inputs and what is read from it are int64 and fp32 all the same.
/// </summary>
public enum Precision
{
    [JsonStringEnumMemberName("fp32")]
    Fp32,

    [JsonStringEnumMemberName("fp16")]
    Fp16,
}
