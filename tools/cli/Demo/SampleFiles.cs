namespace Attune.Cli.Demo;

/// <summary>Finds the sample catalogue from wherever the program runs in the checkout.</summary>
internal static class SampleFiles
{
    public static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "samples");
            if (File.Exists(Path.Combine(samples, "tracks.jsonl"))) return samples;
        }
        throw new CliException(
            "The samples folder is not beside this program; run it from a checkout, or give --samples FOLDER.", ExitCode.Unusable);
    }
}
