namespace Attune.Hosting.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">Path of the field in the request message, in its proto names: <c>texts[3]</c>, <c>track.title</c>.</param>
/// <param name="Description">What is wrong and what would be right.</param>
public readonly record struct FieldViolation(string Field, string Description);
