namespace Attune.Cli.Models.Pulling;

/// <summary>Writes files that are there as a whole or not at all.</summary>
internal static class AtomicFile
{
    public static void Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
