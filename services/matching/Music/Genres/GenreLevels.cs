namespace Attune.Matching.Music.Genres;

/// <summary>How deep in the taxonomy a genre stands.</summary>
internal sealed class GenreLevels(GenreTaxonomy taxonomy)
{
    private readonly int[] _levels = [.. taxonomy.Genres.Select(genre =>
        genre.Lineage.Where(step => taxonomy.Genres[(int)step.Key].Lineage.Count == 1).Min(step => step.Distance))];

    /// <summary>Steps to the nearest genre that stands under no other; 0 for one that the taxonomy does not know.</summary>
    public int Of(long key) => key < 0 ? 0 : _levels[key];
}
