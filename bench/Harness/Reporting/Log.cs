namespace Attune.Bench.Harness.Reporting;

/// <summary>What is going on, on stderr: the results alone are on stdout.</summary>
internal static class Log
{
    public static void Say(string text) => Console.Error.WriteLine(text);
}
