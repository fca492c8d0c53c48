namespace Attune.Compat.Tests.Packages;

/// <summary>Where things lie in the checkout from which the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Compat => Path.Combine(Root, "compat") + Path.DirectorySeparatorChar;

    /// <summary>Ids of the packages that have a stand-in.</summary>
    public static IReadOnlyList<string> StandIns { get; } =
    [
        .. Directory.GetDirectories(Compat)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Attune.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Attune.slnx.");
    }
}
