namespace Attune.Graphs.Files;

internal static class RewriteTarget
{
    /// <summary>References to external data are relative to the model's folder, so the new model must stay in it.</summary>
    public static void Check(string source, string target)
    {
        string from = Path.GetFullPath(source), to = Path.GetFullPath(target);
        if (from == to)
            throw new ArgumentException($"{target} would overwrite the graph that is rewritten.", nameof(target));
        if (Path.GetDirectoryName(from) != Path.GetDirectoryName(to))
            throw new ArgumentException(
                $"{target} must be in the folder of {source}, because that refers to its external data by relative paths.", nameof(target));
    }
}
