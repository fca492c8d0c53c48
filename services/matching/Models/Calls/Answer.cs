using System.Runtime.InteropServices;

namespace Attune.Matching.Models.Calls;

/// <summary>What the embedding service made of one text of several: a value, or why there is none, however often it is asked.</summary>
/// <param name="Value">Finite numbers; zeros for a text of which the model knows no word. Null where there is none.</param>
/// <param name="Refusal">Null where there is a value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Answer<TValue>(TValue? Value, string? Refusal)
    where TValue : class
{
    public static Answer<TValue> Of(TValue value) => new(value, null);

    public static Answer<TValue> Refused(string reason) => new(null, reason);
}
