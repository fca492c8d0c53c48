namespace Attune.Contracts;

/// <summary>
/// The versions of everything that changes what a stored number means. Bump one when its rule changes: every hash made with it
/// changes too, so the old rows stay valid for what they are and the new ones are computed beside them.
/// </summary>
public static class Versions
{
    /// <summary>How a track becomes the text that is embedded. A bump re-embeds every track.</summary>
    public const string TrackText = "te_v2";

    /// <summary>How a playlist becomes the text that is embedded. A bump re-embeds every playlist.</summary>
    public const string PlaylistText = "pt_v2";

    /// <summary>What a playlist profile is made from and how. A bump makes every profile stale.</summary>
    public const string PlaylistProfile = "pp_v3";

    /// <summary>How a playlist and its members become the text that the reranker reads. A bump reranks every pair again.</summary>
    public const string ProfileText = "pq_v1";

    /// <summary>
    /// The genres, their spellings and parents, and how a list of genres becomes weights. A bump makes every genre distribution stale.
    /// </summary>
    public const string GenreTaxonomy = "gt_v1";

    /// <summary>
    /// Which settings of matching are hashed, and how. A bump invalidates every match context. Stored configurations keep their hashes: v2
    /// had the weights alone, which is what v3 with stage 2 and both thresholds off means.
    /// </summary>
    public const string MatchingConfig = "mc_v3";

    /// <summary>
    /// How the manifest of a model bundle is hashed. A bump invalidates every match context; outputs are stored under
    /// <see cref="ModelOutputs"/>.
    /// </summary>
    public const string ModelBundle = "mb_v1";

    /// <summary>What of a manifest decides the outputs of a model, and how it is hashed. A bump makes every stored output stale.</summary>
    public const string ModelOutputs = "mo_v1";

    /// <summary>
    /// What identifies a set of candidate tracks (their ids, content hashes and signals). A bump invalidates every match context.
    /// </summary>
    public const string CandidateSet = "cs_v3";

    /// <summary>
    /// What identifies a set of playlists (their ids, content hashes and members). A bump invalidates every match context.
    /// </summary>
    public const string PlaylistSet = "ps_v4";

    /// <summary>What the identity of a matching run consists of. A bump makes every run a new one.</summary>
    public const string MatchContext = "mx_v1";

    /// <summary>How stage 1 scores a pair, given the profile and the track. A bump scores every pair again.</summary>
    public const string StageOne = "s1_v3";

    /// <summary>How the stages make an answer. A bump answers every question again; what stage 1 stored stays.</summary>
    public const string MatchingAlgorithm = "match_v2";

    /// <summary>What says which tracks a question is about, whatever they contain.</summary>
    public const string CandidateScope = "sc_v1";

    /// <summary>
    /// What a specification of an evaluation consists of, and how a task is made by it. A bump makes every run a new one.
    /// </summary>
    public const string EvaluationSpec = "es_v1";

    /// <summary>What identifies the state of the catalogue that an evaluation ran on.</summary>
    public const string EvaluationCatalog = "ec_v1";

    /// <summary>What identifies a run of an evaluation. Bump it when a scorer or a figure is computed otherwise.</summary>
    public const string EvaluationRun = "er_v1";

    /// <summary>How the rows of a training run are hashed. A bump makes the same rows look new.</summary>
    public const string TrainingData = "td_v1";

    /// <summary>How a tier model is hashed. A bump makes stored models unreadable: their ids no longer fit.</summary>
    public const string TierModel = "tm_v1";
}
