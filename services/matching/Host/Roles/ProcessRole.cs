namespace Attune.Matching.Host.Roles;

/// <summary>What a process of matching does. All roles are the same program.</summary>
internal enum ProcessRole
{
    /// <summary>Serves calls, plans backfills and works on them.</summary>
    All,

    /// <summary>Serves calls and plans backfills; works on none, so that their load stays off the answers.</summary>
    Server,

    /// <summary>
    /// Works on the batches of backfills. Serves health only; any number may run. It runs below the priority of other processes of its
    /// machine.
    /// </summary>
    Worker,
}
