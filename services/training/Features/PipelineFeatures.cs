namespace Attune.Training.Features;

/// <summary>
/// What an analysis of a video that is not published yet estimates, each from 0 (poor) to 1 (excellent). What was not estimated is 0.5:
/// neither for nor against it.
/// </summary>
internal sealed record PipelineFeatures
{
    /// <summary>How strongly the first seconds hold a viewer.</summary>
    public double HookScore { get; init; } = 0.5;

    /// <summary>How strongly the video pulls its viewer to its end.</summary>
    public double CompletionPull { get; init; } = 0.5;

    /// <summary>How much it asks to be shown to others.</summary>
    public double Shareability { get; init; } = 0.5;

    /// <summary>How much it asks for an answer.</summary>
    public double CommentTrigger { get; init; } = 0.5;

    /// <summary>How much of it is worth coming back for.</summary>
    public double SaveValue { get; init; } = 0.5;

    /// <summary>How strongly it moves.</summary>
    public double EmotionalImpact { get; init; } = 0.5;

    /// <summary>How much its sound is used by others just now.</summary>
    public double SoundTrend { get; init; } = 0.5;

    /// <summary>How well the caption does its work; a good one is taken for a longer one.</summary>
    public double CaptionQuality { get; init; } = 0.5;

    /// <summary>How well the hashtags are chosen; good ones are taken for more.</summary>
    public double HashtagQuality { get; init; } = 0.5;

    /// <summary>How well the length suits what is told.</summary>
    public double PacingScore { get; init; } = 0.5;

    /// <summary>How good the hour is at which it is to be posted.</summary>
    public double TimingScore { get; init; } = 0.5;
}
