namespace Attune.Cli.Models;

/// <summary>Lengths for people: 1.2 MB.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Format(double bytes)
    {
        var unit = 0;
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++) bytes /= 1000;
        return unit == 0 ? $"{bytes:0} {Units[0]}" : $"{bytes:0.0} {Units[unit]}";
    }
}
