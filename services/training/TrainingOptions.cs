namespace Attune.Training;

/// <summary>When a run may promote its model, and how replicas learn of it. Section <c>Training</c>.</summary>
internal sealed class TrainingOptions
{
    /// <summary>With fewer usable rows than this the shipped file is learned from. 10 to 10,000.</summary>
    public int MinimumRows { get; set; } = 500;

    /// <summary>Share of held-out rows that a model must get right. 0 to 1; chance is 0.2.</summary>
    public double MinimumAccuracy { get; set; } = 0.6;

    /// <summary>
    /// A new model that gets fewer of the held-out rows right than the serving one is refused when McNemar's one-sided mid-p is at most
    /// this. 0.5 refuses every loss; smaller values forgive losses that chance explains. Above 0, at most 0.5.
    /// </summary>
    public double LossSignificance { get; set; } = 0.5;

    /// <summary>How long a run may take.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How often a replica looks which model serves, besides being notified, and for messages that are not sent yet.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Threads of a fit; 0 means one a core. Their number changes no bit of the model.</summary>
    public int Threads { get; set; }
}
