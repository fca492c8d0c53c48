using System.Text.Json.Serialization;

namespace Attune.Bundles;

/// <summary>One model of a bundle.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EncoderManifest), EncoderManifest.KindName)]
[JsonDerivedType(typeof(CrossEncoderManifest), CrossEncoderManifest.KindName)]
[JsonDerivedType(typeof(CausalYesNoManifest), CausalYesNoManifest.KindName)]
[JsonDerivedType(typeof(MultiLabelManifest), MultiLabelManifest.KindName)]
public abstract record ModelManifest
{
    /// <summary>What the model is, as <c>kind</c> in the manifest says.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    public required string Name { get; init; }

    /// <summary>Of what is pinned: for a downloaded model, the commit of the repository that its graph is from.</summary>
    public required string Revision { get; init; }

    /// <summary>
    /// What outputs are stored under, and what callers are told: <see cref="Revision"/> and a hash of everything that decides them.
    /// </summary>
    [JsonIgnore]
    public string OutputRevision { get; init; } = "";

    /// <summary>
    /// The ONNX graphs by precision; files of the bundle. <c>fp32</c> must be there. Another is used on a device that gains
    /// from it, and only where it agrees with the golden outputs.
    /// </summary>
    public required IReadOnlyDictionary<Precision, string> Graphs { get; init; }

    /// <summary>The graphs' output that is read; its shape depends on the kind.</summary>
    public required string Output { get; init; }

    /// <summary>A Hugging Face <c>tokenizer.json</c>; one of the bundle's files.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Longest text (or pair) in tokens, special tokens and template included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>
    /// Largest difference from a golden value, as of one component of a vector, that counts as equal; for outputs that were published
    /// rounded, or computed elsewhere. Null: what sums of floats differ by between machines.
    /// </summary>
    public float? Tolerance { get; init; }

    /// <summary>The bundle does not vouch for the quality of this model; callers are told.</summary>
    public bool Experimental { get; init; }
}
