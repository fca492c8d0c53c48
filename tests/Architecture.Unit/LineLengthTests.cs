using System.Globalization;
using System.Text.RegularExpressions;
using Attune.Testing;

namespace Attune.Architecture.Unit;

/// <summary>The compiler knows no longest line, so that this looks at what .editorconfig says.</summary>
public sealed partial class LineLengthTests
{
    private static readonly string[] Product = ["libraries", "services", "tools"];

    private static readonly int Longest = int.Parse(
        Limit().Match(File.ReadAllText(RepositoryRoot.Combine(".editorconfig"))).Groups["longest"].Value, CultureInfo.InvariantCulture);

    [Fact]
    public void No_line_of_the_product_is_longer_than_editors_are_told() => Assert.Empty(
        Product.SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !Generated().IsMatch(path))
            .SelectMany(path => File.ReadLines(path).Index().Where(line => line.Item.Length > Longest)
                .Select(line => $"{Path.GetRelativePath(RepositoryRoot.Path, path)}:{line.Index + 1} has {line.Item.Length} characters")));

    [GeneratedRegex("/(?:obj|bin)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Generated();

    [GeneratedRegex(@"^max_line_length = (?<longest>\d+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();
}
