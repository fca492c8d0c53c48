using Attune.Embedding.Calls;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;
using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection;
using System.Diagnostics.Metrics;

namespace Attune.Embedding.Unit.Models;

/// <summary>In steady state nothing is allocated per token, by tokenizer, queue and session together.</summary>
[Collection(nameof(AllocationCollection))]
public sealed class AllocationTests : IAsyncLifetime
{
    private const int Calls = 200, Short = 64, Long = 512;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ServiceTelemetry _telemetry = null!;
    private OpenedBundle _opened = null!;
    private BatchScheduler _scheduler = null!;

    public async Task InitializeAsync()
    {
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());
        _scheduler = new BatchScheduler(SchedulingDefaults.For("cpu"), new SchedulingMetrics(_telemetry), TimeProvider.System);
        _opened = new OpenedBundle(await BundleReader.ReadAsync(BundleCopy.Original, CancellationToken.None));
    }

    [Fact]
    public Task A_long_text_allocates_no_more_than_a_short_one_when_it_is_embedded() =>
        CompareAsync(_opened.Encoder, (text, work) => work.Keep(0, _opened.Encoder.Tokenize(text, TextRole.Document, null, truncate: false, work.Sequences)));

    [Fact]
    public Task A_long_document_allocates_no_more_than_a_short_one_when_it_is_scored() =>
        CompareAsync(_opened.Reranker, (text, work) => work.Keep(0, _opened.Reranker.Tokenize("slow", text, null, truncate: true, work.Sequences)));

    [Fact]
    public Task A_long_text_allocates_no_more_than_a_short_one_when_its_emotions_are_told() =>
        CompareAsync(_opened.Labels, (text, work) => work.Keep(0, _opened.Labels.Tokenize(text, truncate: false, work.Sequences)));

    public async Task DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        _opened.Dispose();
        _telemetry.Dispose();
        await _services.DisposeAsync();
    }

    private async Task CompareAsync(Model model, Action<string, CallWork> tokenize)
    {
        var queue = _scheduler.Add(model);
        string small = Text(Short), large = Text(Long);
        // Warm: pools and buffers have their largest size, the code is compiled.
        for (var i = 0; i < 3; i++)
        {
            await MeasureAsync(queue, large, tokenize);
            await MeasureAsync(queue, small, tokenize);
        }

        double one = await MeasureAsync(queue, small, tokenize), other = await MeasureAsync(queue, large, tokenize);
        // A byte a token would be 448.
        Assert.True(other - one < Long - Short, $"A call of {Short} tokens allocates {one:0} bytes, one of {Long} tokens {other:0}.");
    }

    private static string Text(int tokens) => string.Join(' ', Enumerable.Repeat("song", tokens));

    /// <summary>Bytes a call, by all threads.</summary>
    private static async Task<double> MeasureAsync(ModelQueue queue, string text, Action<string, CallWork> tokenize)
    {
        var terms = new CallTerms(CallPriority.Interactive, DateTime.MaxValue, WaitForRoom: false);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Calls; i++)
        {
            using var work = new CallWork();
            tokenize(text, work);
            await work.RunAsync(queue, terms, CancellationToken.None);
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Calls;
    }
}
