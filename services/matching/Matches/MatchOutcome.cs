using Attune.Contracts.Matching.V1;
using Attune.Matching.Configs;
using Attune.Matching.Contexts;

namespace Attune.Matching.Matches;

/// <summary>An answer with where it came from and what it cost now.</summary>
internal sealed record MatchOutcome(MatchContext Context, MatchConfig Config, IReadOnlyList<PlaylistState> Playlists, MatchAnswer Answer, bool FromStore, MatchWork Work);
