using Attune.Matching.Models.Bundles;
using Npgsql;

namespace Attune.Matching.Music.Inputs;

/// <summary>One question on its way to an answer. Used by one request, one step after the other.</summary>
/// <param name="snapshot">Where everything is read; the same for all steps, so that no two of them see different catalogues.</param>
/// <param name="bundle">Whose outputs.</param>
/// <param name="parts">Which of them.</param>
internal sealed class QuestionRun(NpgsqlConnection snapshot, ServingBundle bundle, ProfileParts parts)
{
    /// <summary>Not for writing, and only as long as its transaction lasts.</summary>
    public NpgsqlConnection Snapshot { get; } = snapshot;

    public ServingBundle Bundle { get; } = bundle;

    public ProfileParts Parts { get; } = parts;

    /// <summary>The embedder; null where no vectors are asked for.</summary>
    public ModelKey? Embedder => Parts.Vectors ? Bundle.Embedder : null;

    /// <summary>The emotion model; null where no emotions are asked for.</summary>
    public EmotionModel? Emotions => Parts.Emotions ? Bundle.Emotions : null;

    /// <summary>What it has cost and what it goes without so far.</summary>
    public MatchTally Tally { get; } = new();
}
