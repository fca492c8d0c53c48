using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Graphs.Files;

/// <summary>Reads and writes model files.</summary>
internal static class OnnxFile
{
    // Subgraphs nest two messages a level; no exporter gets near it.
    private const int NestingLimit = 100;

    /// <exception cref="GraphFormatException">The file is not of that format.</exception>
    public static T Read<T>(string path, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var input = CodedInputStream.CreateWithLimits(stream, int.MaxValue, NestingLimit);
        try
        {
            return parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new GraphFormatException($"{path}: is not an ONNX model: {failure.Message}", failure);
        }
    }

    /// <summary>Writes the model whole or not at all.</summary>
    public static void Write(string path, ModelProto model)
    {
        var unfinished = path + ".unfinished";
        using (var stream = File.Create(unfinished))
            model.WriteTo(stream);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The version of ONNX's own operators.</summary>
    /// <exception cref="GraphFormatException">The model names none.</exception>
    public static long Opset(IEnumerable<OperatorSetIdProto> imports, string path) =>
        imports.FirstOrDefault(x => x.Domain is "" or "ai.onnx")?.Version
        ?? throw new GraphFormatException($"{path}: does not say which version of the ONNX operators it uses.");
}
