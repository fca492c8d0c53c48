using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Attune.Cli.Importing;

/// <summary>
/// Reads JSON Lines as bytes, so that a line that is not UTF-8 or absurdly long is that line's problem and not the file's. Empty lines
/// count but are not returned; a byte order mark is skipped.
/// </summary>
internal static class JsonLineReader
{
    /// <summary>In bytes. A gRPC message of one row must stay below 4 MiB.</summary>
    public const int LongestLine = 3 * 1024 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public static async IAsyncEnumerable<JsonLine> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var number = 0L;
        var overlong = 0L; // bytes dropped of a line that is too long
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (TryTakeLine(ref buffer, result.IsCompleted, out var line))
            {
                number++;
                var bytes = overlong + line.Length;
                if (bytes > LongestLine) yield return new JsonLine(number, null, bytes);
                else if (Trim(line.ToArray(), number) is { Length: > 0 } text) yield return new JsonLine(number, text, bytes);
                overlong = 0;
            }
            if (buffer.Length > LongestLine)
            {
                overlong += buffer.Length;
                buffer = buffer.Slice(buffer.End);
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted) break;
        }
        await reader.CompleteAsync();
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool last, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }
        line = buffer;
        if (!last || buffer.IsEmpty) return false;
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static ReadOnlyMemory<byte> Trim(byte[] line, long number)
    {
        var text = line.AsMemory();
        if (number == 1 && text.Span.StartsWith(ByteOrderMark)) text = text[ByteOrderMark.Length..];
        return text.Trim(" \t\r"u8.ToArray());
    }
}
