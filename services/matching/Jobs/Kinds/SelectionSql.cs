namespace Attune.Matching.Jobs.Kinds;

/// <summary>A selection as a condition over row i of a kind's table. Parameters: @ids, @userId, @model, @revision.</summary>
internal static class SelectionSql
{
    public static string Condition(IBackfillKind kind, JobSelection selection)
    {
        var selected = selection.Members
            ? "i.id IN (SELECT m.track_id FROM playlist_members m JOIN playlists p ON p.id = m.playlist_id WHERE " +
                $"{Selected("p", "playlist_id", selection)})"
            : Selected("i", kind.IdColumn, selection);
        return selection.Lacking && kind.LacksOutput is { } lacks ? $"{selected} AND {lacks}" : selected;
    }

    private static string Selected(string row, string column, JobSelection selection) => selection.Selector switch
    {
        "all" => "true",
        "ids" => $"{row}.id = ANY(@ids)",
        "user" => $"{row}.id IN (SELECT r.{column} FROM match_results r JOIN match_contexts c USING (context_key) WHERE c.user_id = " +
            "@userId)",
        _ => throw new InvalidOperationException($"The store holds a backfill with the unknown selector '{selection.Selector}'."),
    };
}
