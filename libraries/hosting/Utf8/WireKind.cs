namespace Attune.Hosting.Utf8;

/// <summary>How a field is written, by the last three bits of its tag.</summary>
internal enum WireKind
{
    Varint = 0,
    Fixed64 = 1,
    Delimited = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
