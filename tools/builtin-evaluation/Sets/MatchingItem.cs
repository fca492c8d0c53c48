namespace Attune.BuiltinEvaluation.Sets;

/// <param name="Relevant">Positions among the candidates, at least one.</param>
internal sealed record MatchingItem(string Id, string Text, int[] Relevant);
