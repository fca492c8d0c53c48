namespace Attune.Cli.Local;

/// <summary>A socket that listens where ours would: on loopback, or on every address.</summary>
internal sealed record Listener(int Port, string Inode, string Uid)
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    // 0.0.0.0 and ::, 127.0.0.1, and the same mapped into IPv6, as the kernel writes them.
    private static readonly string[] Places = ["00000000", new('0', 32), "0100007F", "0000000000000000FFFF00000100007F"];

    public static IReadOnlyList<Listener> All() =>
    [
        .. Tables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && Places.Contains(fields[1].Split(':')[0]))
            .Select(fields => new Listener(Convert.ToInt32(fields[1].Split(':')[1], 16), fields[9], fields[7])),
    ];

    /// <summary>Whoever holds it, as far as we may know.</summary>
    public string Holder()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc", "*").Where(folder => char.IsAsciiDigit(folder["/proc/".Length])))
        {
            try
            {
                if (Directory.EnumerateFiles($"{process}/fd").Any(file => new FileInfo(file).LinkTarget == $"socket:[{Inode}]"))
                    return $"{File.ReadAllText($"{process}/comm").Trim()} (pid {Path.GetFileName(process)})";
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another user's.
            }
        }
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':'));
        return $"a process of user {users.FirstOrDefault(fields => fields.Length > 2 && fields[2] == Uid)?[0] ?? Uid}";
    }
}
