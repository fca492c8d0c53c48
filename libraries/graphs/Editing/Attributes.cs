using Attune.Graphs.Protos;
using Google.Protobuf;

namespace Attune.Graphs.Editing;

/// <summary>Makes and reads the attributes of nodes.</summary>
internal static class Attributes
{
    public static AttributeProto Of(string name, long value) => new() { Name = name, I = value, Type = 2 };

    public static AttributeProto Of(string name, float value) => new() { Name = name, F = value, Type = 1 };

    public static AttributeProto Of(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = 3 };

    public static AttributeProto Of(string name, params long[] values) => new() { Name = name, Ints = { values }, Type = 7 };

    public static AttributeProto Of(string name, ElementType type) => Of(name, (long)type);

    public static long Integer(NodeProto node, string name, long otherwise) => Find(node, name)?.I ?? otherwise;

    public static float Real(NodeProto node, string name, float otherwise) => Find(node, name)?.F ?? otherwise;

    public static AttributeProto? Find(NodeProto node, string name) => node.Attribute.FirstOrDefault(x => x.Name == name);
}
