namespace Attune.Messaging;

/// <summary>One line when the broker goes and one when it is back, however many connections and attempts there are.</summary>
internal sealed partial class OutageLog(TimeProvider time, ILogger<OutageLog> logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _away = [];
    private long _since;
    private bool _seen;

    /// <summary>A connection that was there is gone.</summary>
    public void Lost(string purpose, string server, string reason)
    {
        if (!Begins(purpose)) return;
        MessagingTelemetry.Outages.Add(1);
        LogLost(server, reason);
    }

    /// <summary>An attempt to connect failed.</summary>
    public void Unreachable(string purpose, string server, string reason)
    {
        if (Begins(purpose)) LogUnreachable(server, reason);
        else LogStillAway(server, reason);
    }

    /// <summary>An attempt to connect succeeded.</summary>
    public void Connected(string purpose, string server)
    {
        lock (_gate)
        {
            var outage = _away.Remove(purpose);
            if (_away.Count > 0 || (_seen && !outage)) return;
            var elapsed = outage ? time.GetElapsedTime(_since) : TimeSpan.Zero;
            if (outage) LogBack(server, elapsed.TotalSeconds);
            else LogConnected(server);
            _seen = true;
        }
    }

    private bool Begins(string purpose)
    {
        lock (_gate)
        {
            if (!_away.Add(purpose) || _away.Count > 1) return false;
            _since = time.GetTimestamp();
            return true;
        }
    }
}
