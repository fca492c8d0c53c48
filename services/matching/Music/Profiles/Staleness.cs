using Attune.Contracts;
using Attune.Contracts.Matching.V1;
using Attune.Matching.Models.Bundles;
using Attune.Matching.Music.Contexts;
using Attune.Matching.Music.Inputs;

namespace Attune.Matching.Music.Profiles;

/// <summary>
/// Why a stored profile is not the current one. A profile keeps one hash of all that it was made from, so the reason is found by asking
/// which other models and parts would have given its hash with the playlist as it is; only when none would have, the playlist itself has
/// changed.
/// </summary>
internal static class Staleness
{
    public static IEnumerable<ProfileStaleness> Of(
        StoredProfile? stored, Playlist playlist, PlaylistState state, ServingBundle bundle, ProfileParts parts)
    {
        if (stored is null) return [ProfileStaleness.NeverMade];
        if (stored.ContentHash == ProfileIdentity.HashOf(state, bundle, parts)) return [];
        if (!stored.ContentHash.StartsWith($"{Versions.PlaylistProfile}_", StringComparison.Ordinal))
            return [ProfileStaleness.OtherVersion];
        var model = new ModelKey(stored.Model, stored.Revision, stored.Dims);
        var then = bundle with { Embedder = model };
        foreach (var other in Choices(bundle))
            if (stored.ContentHash == ProfileIdentity.HashOf(state, then, other)) return Models(model, other, bundle, parts);
        var found = Changes(stored, playlist, model, bundle).ToList();
        return found.Count > 0 ? found : [ProfileStaleness.InputsChanged];
    }

    private static IEnumerable<ProfileStaleness> Changes(StoredProfile stored, Playlist playlist, ModelKey model, ServingBundle bundle)
    {
        var own = ProfileText.For(playlist, [], [], []);
        if (stored.Text != own && !stored.Text.StartsWith($"{own} Members' ", StringComparison.Ordinal))
            yield return ProfileStaleness.TextChanged;
        if (stored.Members != playlist.TrackIds.Count) yield return ProfileStaleness.MembersChanged;
        if (model != bundle.Embedder) yield return ProfileStaleness.OtherModel;
    }

    private static IEnumerable<ProfileParts> Choices(ServingBundle bundle)
    {
        yield return new ProfileParts(Vectors: true, Emotions: false);
        yield return new ProfileParts(Vectors: false, Emotions: false);
        if (bundle.Emotions is null) yield break;
        yield return new ProfileParts(Vectors: true, Emotions: true);
        yield return new ProfileParts(Vectors: false, Emotions: true);
    }

    private static IEnumerable<ProfileStaleness> Models(ModelKey model, ProfileParts then, ServingBundle bundle, ProfileParts now)
    {
        if (then.Vectors && now.Vectors && model != bundle.Embedder) yield return ProfileStaleness.OtherModel;
        if (then != now) yield return ProfileStaleness.OtherParts;
    }
}
