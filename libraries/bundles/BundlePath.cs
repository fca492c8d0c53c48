using System.Text.RegularExpressions;

namespace Attune.Bundles;

/// <summary>How the files of a bundle may be called: relative paths that cannot leave its folder, on any system.</summary>
internal static partial class BundlePath
{
    public const string Rule = "letters, digits, '.', '_' and '-', folders separated by '/', no part beginning with '.'";

    public static bool IsValid(string path) => Whole().IsMatch(path);

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
