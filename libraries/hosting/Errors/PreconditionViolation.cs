namespace Attune.Hosting.Errors;

/// <summary>One state of the system that forbids a request; travels as a violation of <c>google.rpc.PreconditionFailure</c>.</summary>
/// <param name="Type">What kind of state, in capitals, such as <c>MISSING_VECTORS</c>.</param>
/// <param name="Subject">What is in it.</param>
/// <param name="Description">What it is, and what to do.</param>
public sealed record PreconditionViolation(string Type, string Subject, string Description);
