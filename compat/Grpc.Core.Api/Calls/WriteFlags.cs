namespace Grpc.Core;

/// <summary>Hints that go with a write.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for the next one.</summary>
    BufferHint = 0x1,

    /// <summary>The message is sent as it is even where the call is compressed.</summary>
    NoCompress = 0x2,
}
