using System.Collections.Concurrent;
using Google.Protobuf.Reflection;

namespace Attune.Hosting.Utf8;

/// <summary>Where the strings of a message are, by field number: what to look at in its bytes, and what to pass over.</summary>
internal sealed class MessageStrings
{
    // Almost all field numbers are small.
    private const int Dense = 64;

    private static readonly ConcurrentDictionary<MessageDescriptor, MessageStrings> Known = new();

    private readonly StringField?[] _dense = new StringField?[Dense];
    private readonly Dictionary<int, StringField> _sparse = [];

    private MessageStrings()
    {
    }

    /// <summary>There are none, and none in the messages inside.</summary>
    public bool IsEmpty { get; private set; } = true;

    public static MessageStrings Of(MessageDescriptor message) => Known.TryGetValue(message, out var known) ? known : Build(message);

    /// <summary>The string or message of that number; null for anything else.</summary>
    public StringField? Find(int number) => (uint)number < Dense ? _dense[number] : _sparse.GetValueOrDefault(number);

    // Messages may hold each other in circles: all that can be reached are made, and it is gone around until no other turns out to hold a string.
    private static MessageStrings Build(MessageDescriptor root)
    {
        var all = new Dictionary<MessageDescriptor, MessageStrings>();
        Reach(root, all);
        while (all.FirstOrDefault(x => x.Value.IsEmpty && x.Key.Fields.InDeclarationOrder().Any(field => HoldsString(field, all))).Value is { } found)
            found.IsEmpty = false;
        foreach (var (message, one) in all)
        {
            foreach (var field in message.Fields.InDeclarationOrder().Where(x => HoldsString(x, all)))
                one.Add(new StringField(field, field.FieldType == FieldType.String ? null : all[field.MessageType]));
            Known.TryAdd(message, one);
        }

        return Known[root];
    }

    private static void Reach(MessageDescriptor message, Dictionary<MessageDescriptor, MessageStrings> all)
    {
        if (!all.TryAdd(message, new()))
            return;
        foreach (var field in message.Fields.InDeclarationOrder().Where(x => x.FieldType == FieldType.Message))
            Reach(field.MessageType, all);
    }

    private static bool HoldsString(FieldDescriptor field, Dictionary<MessageDescriptor, MessageStrings> all) =>
        field.FieldType == FieldType.String || (field.FieldType == FieldType.Message && !all[field.MessageType].IsEmpty);

    private void Add(StringField field)
    {
        if (field.Descriptor.FieldNumber < Dense)
            _dense[field.Descriptor.FieldNumber] = field;
        else
            _sparse.Add(field.Descriptor.FieldNumber, field);
    }
}
