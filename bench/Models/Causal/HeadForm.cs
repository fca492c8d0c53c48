namespace Attune.Bench.Models.Causal;

/// <summary>The ways in which exports write the product of hidden states and the output matrix.</summary>
public enum HeadForm
{
    /// <summary>A MatMul with a matrix of its own, [hidden, vocabulary].</summary>
    Untied,

    /// <summary>A MatMul with the transposed embedding.</summary>
    Tied,

    /// <summary>A Gemm with the embedding as it is, between two Reshapes.</summary>
    Gemm,

    /// <summary>ONNX Runtime's FusedMatMul with the embedding as it is.</summary>
    FusedMatMul,

    /// <summary>A MatMul with a matrix of its own and a bias a token.</summary>
    Biased,

    /// <summary>A Gemm that also doubles its product.</summary>
    ScaledGemm,

    /// <summary>A MatMul with a matrix that the graph computes: the transposed embedding times a number.</summary>
    Computed,

    /// <summary>ONNX Runtime's MatMulNBits: 8 bits a weight in blocks of 32.</summary>
    QuantizedBlocks,

    /// <summary>Hidden states and matrix both as bytes: DynamicQuantizeLinear and MatMulInteger.</summary>
    QuantizedDynamic,
}
