using System.Collections.Concurrent;
using Attune.Cli.Models.Pulling;

namespace Attune.Cli.Integration.Models;

/// <summary>Keeps what a pull says.</summary>
internal sealed class Notes : IPullProgress
{
    public ConcurrentQueue<string> Texts { get; } = new();

    public void Begin(string file, long done, long? total)
    {
    }

    public void Advance(long done)
    {
    }

    public void End()
    {
    }

    public void Note(string text) => Texts.Enqueue(text);
}
