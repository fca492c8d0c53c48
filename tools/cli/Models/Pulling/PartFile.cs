using System.Text.Json;

namespace Attune.Cli.Models.Pulling;

/// <summary>
/// A file on its way: what has come so far, and beside it what it is a part of. Both survive the process, so that the next one goes on
/// where this one ended.
/// </summary>
internal sealed class PartFile
{
    private sealed record Description(string Repository, string Revision, string Source, string? ETag, long? Bytes, string? Sha256 = null);

    private readonly string _descriptionPath;
    private Description _description;

    private PartFile(string path, Description description)
    {
        Path = path;
        _descriptionPath = path + ".json";
        _description = description;
    }

    public string Path { get; }

    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The strong ETag that the bytes belong to.</summary>
    public string? Validator => _description.ETag;

    /// <summary>The length of the whole file, once a server has said it.</summary>
    public long? Bytes => _description.Bytes;

    /// <summary>What the whole file hashed to when it had come: a part that was damaged since is known by it.</summary>
    public string? Sha256 => _description.Sha256;

    public bool IsComplete => Bytes is { } bytes && File.Exists(Path) && Length == bytes;

    /// <summary>The part of this very file and commit in the folder, or a new one in place of any other.</summary>
    public static PartFile Open(string folder, FileOrder order)
    {
        var path = System.IO.Path.Combine(folder, order.Name + ".part");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var wanted = new Description(order.Repository.Id, order.Repository.Revision, order.Path, ETag: null, Bytes: null);
        var part = new PartFile(path, Read(path + ".json") ?? wanted);
        if (part._description with { ETag = null, Bytes = null, Sha256 = null } != wanted || !File.Exists(part._descriptionPath))
        {
            part._description = wanted;
            part.Restart();
        }
        return part;
    }

    /// <summary>Forgets what has come.</summary>
    public void Restart()
    {
        File.Delete(Path);
        Describe(_description with { ETag = null, Bytes = null, Sha256 = null });
    }

    /// <summary>Notes what the coming bytes belong to.</summary>
    public void Expect(string? validator, long? bytes)
    {
        var expected = _description with { ETag = validator, Bytes = bytes ?? _description.Bytes };
        if (expected != _description) Describe(expected);
    }

    /// <summary>Notes that everything has come, of a server that did not say how much that is.</summary>
    public void Complete() => Expect(Validator, Length);

    /// <summary>Notes that the whole file is right.</summary>
    public void Approve(string sha256)
    {
        if (Sha256 != sha256) Describe(_description with { Sha256 = sha256 });
    }

    public FileStream Append() => new(Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);

    /// <summary>Puts the file where it belongs. What was there is replaced as a directory entry: whoever has it open keeps it.</summary>
    public void MoveTo(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Move(Path, path, overwrite: true);
        File.Delete(_descriptionPath);
    }

    private static Description? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Description>(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null; // None, or one that a crash of the machine cut off.
        }
    }

    private void Describe(Description description)
    {
        AtomicFile.Write(_descriptionPath, JsonSerializer.SerializeToUtf8Bytes(description));
        _description = description;
    }
}
