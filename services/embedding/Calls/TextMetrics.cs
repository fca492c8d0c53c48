using System.Diagnostics.Metrics;
using Attune.Embedding.Models;
using Attune.Hosting;

namespace Attune.Embedding.Calls;

/// <summary>What came of the texts of calls, by model.</summary>
internal sealed class TextMetrics(ServiceTelemetry telemetry)
{
    private readonly Counter<long> _texts = telemetry.Meter.CreateCounter<long>(
        "attune.embedding.texts",
        "{text}",
        "Texts by what came of them before the device: tokenized, or abandoned because nobody waited any more.");

    public void Tokenized(Model model, int texts, int abandoned)
    {
        var name = new KeyValuePair<string, object?>("attune.model", model.Manifest.Name);
        if (texts > 0)
            _texts.Add(texts, name, new("attune.outcome", "tokenized"));
        if (abandoned > 0)
            _texts.Add(abandoned, name, new("attune.outcome", "abandoned"));
    }
}
