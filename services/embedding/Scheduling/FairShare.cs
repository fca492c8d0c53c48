namespace Attune.Embedding.Scheduling;

/// <summary>
/// Divides the device between the lanes of one priority: each gets the same device time while it has work, so that a model with a
/// long queue does not keep the others waiting. Start-time fair queueing (Goyal, Vin, Cheng 1996) with equal weights.
/// </summary>
internal sealed class FairShare
{
    private readonly List<Lane> _lanes = [];
    private double _clock;

    public List<Lane> Lanes => _lanes;

    public void Add(Lane lane) => _lanes.Add(lane);

    /// <summary>The lane with work that had least; null where none has work.</summary>
    public Lane? Choose()
    {
        Lane? best = null;
        foreach (var lane in _lanes)
        {
            if (lane.Oldest is not null && (best is null || lane.Used < best.Used))
                best = lane;
        }

        return best;
    }

    /// <summary>A lane that was idle cannot claim the time it did not need.</summary>
    public void Activate(Lane lane) => lane.Used = Math.Max(lane.Used, _clock);

    public void Charge(Lane lane, double seconds)
    {
        _clock = Math.Max(_clock, lane.Used);
        // Before the first measurement a batch must cost something too, or ties would go to one lane for ever.
        lane.Used += Math.Max(seconds, 1e-6);
    }
}
