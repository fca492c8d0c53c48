using System.ComponentModel;
using System.Reflection;

namespace Attune.Hosting.Configuration;

/// <summary>Finds the configured values that do not convert to the type of their option.</summary>
internal static class UnreadableValues
{
    /// <summary>One message for every value that the binder would refuse; the values stay out of it, for one may be a secret.</summary>
    public static IEnumerable<(string Path, string Problem)> Find(IConfigurationSection section, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var child = section.GetSection(property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (IsNested(type))
            {
                if (!child.Exists()) continue;
                foreach (var value in Find(child, type)) yield return value;
            }
            else if (!string.IsNullOrEmpty(child.Value) && type != typeof(string) && !Converts(child.Value, type))
            {
                yield return (child.Path, $"{child.Path} is not {Describe(type)}.");
            }
        }
    }

    internal static bool IsNested(Type type) =>
        type.IsClass && type != typeof(string) && !type.IsArray && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            && !TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static bool Converts(string value, Type type)
    {
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string))) return true;
        try
        {
            _ = converter.ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException
            || exception.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string Describe(Type type)
    {
        if (type == typeof(TimeSpan)) return "a time; write hours:minutes:seconds, e.g. 00:00:30";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(Uri)) return "a URI";
        if (type.IsEnum) return $"one of {string.Join(", ", Enum.GetNames(type))}";
        if (type == typeof(float) || type == typeof(double) || type == typeof(decimal)) return "a number";
        return type.IsPrimitive ? $"a whole number ({type.Name})" : $"a {type.Name}";
    }
}
