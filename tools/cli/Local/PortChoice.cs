using System.Globalization;

namespace Attune.Cli.Local;

/// <summary>
/// Decides the block of ports before anything is started: the demanded one or an error, else the recorded one or the next that is free.
/// </summary>
internal sealed class PortChoice(PrivateFolder folder)
{
    // Above begin the ephemeral ports.
    private const int Step = 20, Lowest = 1024, Highest = 65_527, Limit = 32_000, First = 7420, Tries = 200;

    private readonly IReadOnlyList<Listener> _listeners = Listener.All();

    /// <param name="demanded">What the user has set, or nothing.</param>
    /// <param name="roles">What is to be started.</param>
    public int Choose(string? demanded, IReadOnlyList<Role> roles)
    {
        var first = demanded is { Length: > 0 } ? Demanded(demanded) : folder.BasePort;
        // What runs holds its own port already.
        var taken = roles.Where(role => folder.Find(role.Process) is null)
            .SelectMany(role => _listeners.Where(listener => listener.Port == first + role.Offset).Take(1)
                .Select(listener => $"port {listener.Port} ({role.Title}) is taken by {listener.Holder()}")).ToList();
        if (taken.Count == 0) return first;
        var free = NextFree(first);
        if (demanded is { Length: > 0 })
        {
            taken.ForEach(line => Console.Error.WriteLine($"attune: {line}"));
            throw new CliException($"attune: stop what holds it, or choose another block: ATTUNE_PORT_BASE={free} ./attune up");
        }
        Console.Error.WriteLine($"{taken[0]}: using the ports from {free}");
        return free;
    }

    private int Demanded(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first is < Lowest or > Highest)
            throw new CliException(
                $"attune: ATTUNE_PORT_BASE is '{text}': set it to the first of nine ports, from {Lowest} to {Highest}", ExitCode.Unusable);
        if (first != folder.BasePort && Role.All.Any(role => folder.Find(role.Process) is not null))
            throw new CliException($"attune: Attune runs already, on the ports from {folder.BasePort}. Stop it first: ./attune down");
        return first;
    }

    private int NextFree(int from)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            from = from + Step < Limit ? from + Step : First;
            if (!Role.All.Any(role => _listeners.Any(listener => listener.Port == from + role.Offset))) return from;
        }
        throw new CliException("attune: no block of nine free ports was found; choose one with ATTUNE_PORT_BASE");
    }
}
