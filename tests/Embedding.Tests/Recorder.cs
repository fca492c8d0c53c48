using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Attune.Embedding.Tests;

/// <summary>Adds up what the instruments of one meter report.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, (double Sum, int Count)> _measured = new(StringComparer.Ordinal);

    public Recorder(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Add(instrument, value));
        _listener.Start();
    }

    public double this[string instrument] => _measured.GetValueOrDefault(instrument).Sum;

    public int Count(string instrument) => _measured.GetValueOrDefault(instrument).Count;

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value) =>
        _measured.AddOrUpdate(instrument.Name, (value, 1), (_, old) => (old.Sum + value, old.Count + 1));
}
