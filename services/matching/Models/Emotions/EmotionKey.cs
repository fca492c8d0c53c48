using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Models.Emotions;

/// <summary>Which emotions: of which track, of which text, by which model.</summary>
internal readonly record struct EmotionKey(string TrackId, string ContentHash, ModelKey Model);
