using Attune.Contracts;
using Attune.Hosting.Errors;

namespace Attune.Matching.Music.Evaluation.Gate;

/// <summary>Whether somebody insists, and why.</summary>
/// <param name="Wanted">Whether figures do not matter.</param>
/// <param name="Reason">Empty when they do.</param>
internal sealed record Override(bool Wanted, string Reason)
{
    private const int LongestReason = 500;

    public static Override None { get; } = new(Wanted: false, "");

    /// <exception cref="InvalidRequestException">One without the other, or a reason that cannot be stored.</exception>
    public static Override Check(bool wanted, string reason)
    {
        if (wanted && VisibleText.IsBlank(reason))
            throw new InvalidRequestException("override_reason", "is missing; say why the figures do not matter");
        if (!wanted && reason.Length > 0) throw new InvalidRequestException("override_reason", "is given without override");
        if (reason.Length > LongestReason || reason.Contains('\0'))
            throw new InvalidRequestException("override_reason", $"must be at most {LongestReason} characters without U+0000");
        return wanted ? new Override(wanted, reason.Trim()) : None;
    }
}
