using Attune.Messaging;

namespace Attune.Training.Events;

/// <summary>Another model serves from now on.</summary>
/// <param name="ModelId">tm_v….</param>
/// <param name="Promotion">Rises with every promotion: of two messages the one with the higher number counts.</param>
/// <param name="Promoted">How: gate, forced or rollback.</param>
[MessageContract("tier-model-promoted")]
internal sealed record TierModelPromoted(string ModelId, long Promotion, string Promoted);
