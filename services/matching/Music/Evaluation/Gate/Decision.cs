namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>One attempt to change what serves by default.</summary>
/// <param name="Kind"><c>config</c> or <c>bundle</c>.</param>
/// <param name="Name">Of the configuration; empty for a bundle.</param>
/// <param name="FromHash">What serves; empty when nothing did.</param>
/// <param name="ToHash">What is to serve.</param>
/// <param name="Verdict">Null when nothing could be compared.</param>
/// <param name="Judgement">What was found, in words.</param>
/// <param name="Override">Whether somebody insisted.</param>
internal sealed record Decision(
    string Kind, string Name, string FromHash, string ToHash, GateVerdict? Verdict, string Judgement, Override Override)
{
    public const string Config = "config", Bundle = "bundle";

    /// <summary>The same hash needs no comparison; everything else has to be compared and must not lose.</summary>
    public bool Accepted => Override.Wanted || FromHash == ToHash || Verdict is { Loses: false };
}
