using System.Reflection;

namespace Attune.Hosting.Configuration;

/// <summary>Finds configured keys that no option has: most often a typing error, which would otherwise silently do nothing.</summary>
internal static class UnknownKeys
{
    public static IEnumerable<string> Find(IConfiguration configuration, IReadOnlyCollection<OptionsCheck> checks)
    {
        foreach (var section in checks.GroupBy(check => check.Section, StringComparer.OrdinalIgnoreCase))
        {
            var nested = checks.Where(check => check.Section.StartsWith(section.Key + ':', StringComparison.OrdinalIgnoreCase))
                .Select(check => check.Section[(section.Key.Length + 1)..].Split(':')[0]);
            foreach (var message in Find(configuration.GetSection(section.Key), [.. section.Select(check => check.Type)], [.. nested]))
                yield return message;
        }
    }

    private static IEnumerable<string> Find(IConfigurationSection section, IReadOnlyList<Type> types, IReadOnlyList<string> others)
    {
        var properties = types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).ToList();
        foreach (var child in section.GetChildren())
        {
            var property = properties.Find(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is not null)
            {
                if (!UnreadableValues.IsNested(property.PropertyType)) continue;
                foreach (var message in Find(child, [property.PropertyType], [])) yield return message;
            }
            else if (!others.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path} is not an option. {section.Path} has: " +
                    $"{string.Join(", ", properties.Select(p => p.Name).Concat(others).Distinct())}.";
            }
        }
    }
}
