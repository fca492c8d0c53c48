namespace Attune.Cli.Unit;

/// <summary>Gives its bytes in pieces of random size, as a slow disk or a pipe does.</summary>
internal sealed class TrickleStream(byte[] bytes, int seed) : MemoryStream(bytes)
{
    private readonly Random _random = new(seed);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, _random.Next(1, 20))], cancellationToken);
}
