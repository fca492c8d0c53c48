using System.Diagnostics.CodeAnalysis;

namespace Attune.Graphs;

/// <summary>What a tensor is made of. The numbers are those of the ONNX format.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Types are what it names.")]
public enum ElementType
{
    /// <summary>The graph does not say.</summary>
    Undefined = 0,

    /// <summary>32 bits.</summary>
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,

    /// <summary>64 bits.</summary>
    Double = 11,
    BFloat16 = 16,
}
