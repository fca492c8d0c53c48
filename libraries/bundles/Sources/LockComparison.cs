namespace Attune.Bundles.Sources;

/// <summary>What differs between a source, a lock and a manifest that belong together.</summary>
public static class LockComparison
{
    /// <summary>What the source asks for that the lock does not have, one sentence each.</summary>
    public static IEnumerable<string> Differences(BundleSource source, BundleLock value)
    {
        foreach (var (name, wanted) in source.Repositories)
        {
            if (!value.Repositories.TryGetValue(name, out var locked))
                yield return $"The lock has no repository '{name}'.";
            else if (locked.Id != wanted.Id)
                yield return $"Repository '{name}' is {wanted.Id}; the lock has {locked.Id}.";
            else if (SourceReader.IsCommit(wanted.Revision) && locked.Revision != wanted.Revision)
                yield return $"{wanted.Id} is wanted at {wanted.Revision}; the lock has {locked.Revision}.";
        }

        foreach (var (name, wanted) in source.Files)
        {
            if (!value.Files.TryGetValue(name, out var locked))
                yield return $"The lock has no file '{name}'.";
            else if (locked.Repository != wanted.Repository || locked.Path != wanted.Path)
                yield return $"'{name}' is {wanted.Path} of '{wanted.Repository}'; the lock has {locked.Path} of '{locked.Repository}'.";
            else if ((wanted.Sha256 ?? locked.Sha256) != locked.Sha256 || (wanted.Bytes ?? locked.Bytes) != locked.Bytes)
                yield return $"'{name}' has another length or hash in {BundleSource.FileName} than in the lock.";
        }

        foreach (var name in value.Files.Keys.Where(x => !source.Files.ContainsKey(x)))
            yield return $"The lock has a file '{name}' that is not wanted any more.";
    }

    /// <summary>What a lock says otherwise than an earlier one, one line each: for a person who accepts the change.</summary>
    public static IEnumerable<string> Changes(BundleLock before, BundleLock after)
    {
        foreach (var (name, now) in after.Repositories)
        {
            var then = before.Repositories.GetValueOrDefault(name);
            if (then != now)
                yield return $"{now.Id}: {(then is null ? "new" : then.Id == now.Id ? then.Revision : $"{then.Id} {then.Revision}")} → " +
                    $"{now.Revision}";
        }

        foreach (var (name, now) in after.Files)
        {
            var then = before.Files.GetValueOrDefault(name);
            if (then?.Sha256 != now.Sha256)
                yield return $"{name}: {(then is null ? "new" : $"{then.Bytes:N0} bytes, {then.Sha256}")} → {now.Bytes:N0} bytes, " +
                    $"{now.Sha256}";
        }

        foreach (var name in before.Files.Keys.Where(x => !after.Files.ContainsKey(x)))
            yield return $"{name}: removed";
    }
}
