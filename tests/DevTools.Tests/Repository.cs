namespace Attune.DevTools.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Attune.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not lie below a folder with Attune.slnx.");
    }
}
