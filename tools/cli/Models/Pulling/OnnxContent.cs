namespace Attune.Cli.Models.Pulling;

/// <summary>
/// Walks over the outermost fields of an ONNX file (a ModelProto of protocol buffers) without reading what is in them. Loading tells less:
/// runtimes take bytes in front of a model for a field that they do not know.
/// </summary>
internal static class OnnxContent
{
    private const int IrVersion = 0x08, Graph = (7 << 3) | 2;

    private const string Within = "it ends within a field";

    /// <param name="file">At its beginning.</param>
    public static string? Problem(Stream file)
    {
        // The version comes first: every writer writes fields in the order of their numbers.
        if (file.ReadByte() != IrVersion) return "it does not begin as an ONNX file does";
        file.Position = 0;
        var hasGraph = false;
        while (file.Position < file.Length)
        {
            if (!TryVarint(file, out var key)) return Within;
            ulong length = 0;
            switch (key & 7)
            {
                case 0 when TryVarint(file, out _):
                    break;
                case 1:
                    length = 8;
                    break;
                case 2 when TryVarint(file, out length):
                    break;
                case 5:
                    length = 4;
                    break;
                case 0 or 2:
                    return Within;
                default:
                    return "it holds a field that no ONNX file has";
            }
            if (length > (ulong)(file.Length - file.Position)) return key == Graph ? "its graph ends behind the file's end" : Within;
            file.Position += (long)length;
            hasGraph |= key == Graph;
        }
        return hasGraph ? null : "it has no graph";
    }

    private static bool TryVarint(Stream file, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (file.ReadByte() is var next && next < 0) return false;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }
        return false;
    }
}
