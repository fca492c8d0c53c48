using Google.Protobuf.Reflection;

namespace Attune.Hosting.Utf8;

/// <summary>A string of a message, or a message in which there are some.</summary>
/// <param name="Inside">Of a message; null for a string.</param>
internal sealed record StringField(FieldDescriptor Descriptor, MessageStrings? Inside);
