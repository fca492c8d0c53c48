namespace Attune.Bench.Models.Encoders;

/// <summary>Where encoders of the same arithmetic differ.</summary>
public enum EncoderFamily
{
    /// <summary>Positions from 0, two token types as an input.</summary>
    Bert,

    /// <summary>RoBERTa and XLM-R: positions from 2, counted in the graph over the tokens that are not padding (id 1); no token types.</summary>
    Roberta,
}
