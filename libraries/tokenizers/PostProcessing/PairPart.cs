namespace Attune.Tokenizers.PostProcessing;

internal enum PairPart : byte
{
    Special,
    First,
    Second,
}
