namespace Attune.Messaging.Integration;

/// <summary>The message that these tests send.</summary>
[MessageContract("note", Version = 2)]
public sealed record Note(int Number, string Text = "");
