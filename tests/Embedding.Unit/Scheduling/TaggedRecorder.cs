using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Attune.Embedding.Unit.Scheduling;

/// <summary>Adds up what the instruments of one meter report, by their tags: <c>attune.embedding.calls model interactive completed</c>.</summary>
internal sealed class TaggedRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, (double Sum, int Count)> _measured = new(StringComparer.Ordinal);

    public TaggedRecorder(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public double this[string key] => _measured.GetValueOrDefault(key).Sum;

    public int Count(string key) => _measured.GetValueOrDefault(key).Count;

    /// <summary>Sum over all tags.</summary>
    public double Total(string instrument) => _measured.Where(x => x.Key.StartsWith(instrument + " ", StringComparison.Ordinal)).Sum(x => x.Value.Sum);

    /// <summary>Asks the observable instruments.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        foreach (var tag in tags)
            key += " " + tag.Value;
        _measured.AddOrUpdate(key, (value, 1), (_, old) => (old.Sum + value, old.Count + 1));
    }
}
