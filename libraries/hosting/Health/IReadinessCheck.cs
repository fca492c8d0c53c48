namespace Attune.Hosting;

/// <summary>
/// One thing that has to be in order before the service can work. Register any number as singletons; the server is SERVING
/// while all of them are ready. Asked every two seconds at most, never by a caller, so it may do real work.
/// </summary>
public interface IReadinessCheck
{
    /// <summary>What is checked, for the log: <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Null when ready, else the reason and what to do about it. It is logged, so no secrets.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
