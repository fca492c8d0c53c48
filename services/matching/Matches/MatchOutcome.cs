using Attune.Contracts.Matching.V1;
using Attune.Matching.Contexts;

namespace Attune.Matching.Matches;

/// <summary>An answer with where it came from and what it cost now.</summary>
internal sealed record MatchOutcome(MatchContext Context, IReadOnlyList<PlaylistState> Playlists, MatchAnswer Answer, bool FromStore, MatchWork Work);
