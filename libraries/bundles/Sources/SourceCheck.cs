using System.Text.RegularExpressions;

namespace Attune.Bundles.Sources;

/// <summary>What a source or a lock may not say although it is well-formed.</summary>
internal static partial class SourceCheck
{
    public static IEnumerable<string> Problems(BundleSource source)
    {
        if (source.SourceFormat != BundleSource.Format)
            yield return $"The source has format {source.SourceFormat}; format {BundleSource.Format} is supported.";
        foreach (var problem in Common(source.Repositories, source.Files))
            yield return problem;
        foreach (var model in source.Models)
        {
            if (model?["repository"]?.ToString() is not { } repository || !source.Repositories.ContainsKey(repository))
                yield return $"models: '{model?["name"]}' needs one of the repositories as its repository.";
            else if (model.ContainsKey("revision"))
                yield return $"models: '{model["name"]}' must not give a revision; it has its repository's.";
        }
    }

    public static IEnumerable<string> Problems(BundleLock value)
    {
        if (value.LockFormat != BundleLock.Format)
            yield return $"The lock has format {value.LockFormat}; format {BundleLock.Format} is supported.";
        foreach (var problem in Common(value.Repositories, value.Files))
            yield return problem;
        foreach (var (name, repository) in value.Repositories.Where(x => x.Value is not null && !SourceReader.IsCommit(x.Value.Revision)))
            yield return $"repositories: '{name}' is locked to '{repository.Revision}', which is no commit.";
        foreach (var file in value.Files.Where(x => x.Value is { Sha256: null } or { Bytes: null }).Select(x => x.Key))
            yield return $"files: '{file}' lacks its length or its hash.";
    }

    private static IEnumerable<string> Common(
        IReadOnlyDictionary<string, SourceRepository> repositories, IReadOnlyDictionary<string, SourceFile> files)
    {
        foreach (var (name, repository) in repositories)
        {
            if (repository is null || !RepositoryId().IsMatch(repository.Id) || !Revision().IsMatch(repository.Revision))
                yield return $"repositories: '{name}' needs an id, as in owner/name, and a revision.";
        }

        foreach (var (name, file) in files)
        {
            if (!BundlePath.IsValid(name))
                yield return $"files: '{name}' is not a plain relative path ({BundlePath.Rule}).";
            if (file is null || !repositories.ContainsKey(file.Repository) || !BundlePath.IsValid(file.Path))
                yield return $"files: '{name}' needs one of the repositories and its path there.";
            else if (file.Bytes < 0 || (file.Sha256 is not null && !Sha256().IsMatch(file.Sha256)))
                yield return $"files: '{name}' has a length or a hash that cannot be.";
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*\z", RegexOptions.ExplicitCapture | RegexOptions.ECMAScript)]
    private static partial Regex RepositoryId();

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)*\z", RegexOptions.ExplicitCapture | RegexOptions.ECMAScript)]
    private static partial Regex Revision();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Sha256();
}
