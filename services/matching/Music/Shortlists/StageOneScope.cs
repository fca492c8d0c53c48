using System.Text.Json.Nodes;
using Attune.Contracts;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Contexts;

namespace Attune.Matching.Music.Shortlists;

/// <summary>What a stored list depends on besides the profile and the tracks.</summary>
internal static class StageOneScope
{
    /// <summary>How pairs are scored, and whether members are among them.</summary>
    public static string ScoringHash(MatchConfig config, bool includeMembers) => Hash.Compute(Versions.StageOne, new JsonObject
    {
        ["config"] = config.StageOneHash,
        ["genres"] = Versions.GenreTaxonomy,
        ["include_members"] = includeMembers,
    });

    /// <summary>Which tracks may be chosen, whatever they contain: a list of one scope is a good start for the next one of it.</summary>
    public static string HashOf(MatchQuestion question) => Hash.Compute(
        Versions.CandidateScope, question.TrackIds is { } ids
            ? new JsonArray([.. ids.Order(StringComparer.Ordinal).Select(id => JsonValue.Create(id))])
            : "all");
}
