using System.Collections.Concurrent;

namespace Attune.Messaging.Integration;

/// <summary>What a test wants to happen with notes, and what has happened.</summary>
public sealed class Inbox
{
    private readonly ConcurrentQueue<(Note Note, MessageContext Context)> _handled = new();

    /// <summary>Runs before a note counts as handled.</summary>
    public Func<Note, MessageContext, CancellationToken, Task> OnNote { get; set; } = (_, _, _) => Task.CompletedTask;

    public IReadOnlyList<(Note Note, MessageContext Context)> Handled => [.. _handled];

    public IReadOnlySet<int> Numbers => _handled.Select(entry => entry.Note.Number).ToHashSet();

    public async Task AddAsync(Note note, MessageContext context, CancellationToken cancellationToken)
    {
        await OnNote(note, context, cancellationToken);
        _handled.Enqueue((note, context));
    }
}

public sealed class NoteHandler(Inbox inbox) : IMessageHandler<Note>
{
    public Task HandleAsync(Note message, MessageContext context, CancellationToken cancellationToken) => inbox.AddAsync(message, context, cancellationToken);
}
