using System.Text.Json;

namespace Attune.Cli.Models.Pulling;

/// <summary>
/// Whether what came is what its name promises: what a server, or somebody between it and here, sends with status 200 need not be the file.
/// </summary>
internal static class FileContent
{
    private static readonly string[] PageBeginnings = ["<!doctype html", "<html", "<head", "<body", "<script", "<!--"];

    /// <param name="path">The file.</param>
    /// <param name="name">Its name in the bundle; .onnx and .json promise something.</param>
    /// <returns>What is wrong, to follow the name: "is a web page". Null when nothing is.</returns>
    public static string? Problem(string path, string name)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length == 0) return "is empty";
        var start = new byte[256];
        var head = start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        if (head.StartsWith("version https://git-lfs.github.com/spec/"u8))
            return "is a pointer of Git LFS, and not the file that it stands for";
        if (IsPage(head)) return "is a web page";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08])) return "is compressed with gzip";
        file.Position = 0;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".onnx" when OnnxContent.Problem(file) is { } problem => $"is no ONNX file: {problem}",
            ".json" when JsonProblem(file) is { } problem => $"is no JSON file: {problem}",
            _ => null,
        };
    }

    private static bool IsPage(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return PageBeginnings.Any(beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
    }

    private static string? JsonProblem(FileStream file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            return null;
        }
        catch (JsonException error)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
