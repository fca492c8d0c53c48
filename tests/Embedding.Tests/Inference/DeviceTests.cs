using System.Diagnostics.Metrics;
using Attune.Embedding.Bundles;
using Attune.Embedding.Inference;
using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Attune.Embedding.Tests.Inference;

public sealed class DeviceTests : IAsyncLifetime, IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ServiceTelemetry _telemetry;
    private readonly IOptions<InferenceOptions> _options = Options.Create(new InferenceOptions { BatchTokens = 16 });
    private readonly Device _device;
    private Encoder _encoder = null!;

    public DeviceTests()
    {
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());
        _device = new Device(_options, new EmbeddingMetrics(_telemetry), _telemetry, TimeProvider.System);
    }

    public async Task InitializeAsync()
    {
        var bundle = await BundleReader.ReadAsync(BundleCopy.Original, CancellationToken.None);
        _encoder = new EncoderFactory(_options).Create(bundle, bundle.Manifest.Models[0]);
    }

    [Fact]
    public async Task A_cancelled_call_never_reaches_the_device()
    {
        using var recorded = new Recorder(_telemetry.Meter);
        using var texts = Tokenize("a song", "another song");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _device.EmbedAsync(_encoder, texts, (_, _) => Assert.Fail("A vector came out."), new CancellationToken(canceled: true)));
        Assert.Equal(0, recorded["attune.embedding.batches"]);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_half_way_stops_at_the_next_batch()
    {
        using var recorded = new Recorder(_telemetry.Meter);
        using var cancellation = new CancellationTokenSource();
        using var texts = Tokenize(Samples.Texts(40));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _device.EmbedAsync(_encoder, texts, (_, _) => cancellation.Cancel(), cancellation.Token));
        Assert.Equal(1, recorded["attune.embedding.batches"]);
    }

    [Fact]
    public async Task Metrics_count_texts_tokens_padding_and_batches()
    {
        using var recorded = new Recorder(_telemetry.Meter);
        // 1, 2 and 5 tokens fit 16 padded ones; 17 run alone.
        using var texts = Tokenize("song", "sad song", "a sad song and dance", string.Join(' ', Enumerable.Repeat("song", 17)));
        await _device.EmbedAsync(_encoder, texts, (_, _) => { }, CancellationToken.None);
        Assert.Equal(4, recorded["attune.embedding.texts"]);
        Assert.Equal(25, recorded["attune.embedding.tokens"]);
        Assert.Equal(4 + 3, recorded["attune.embedding.padding"]);
        Assert.Equal(2, recorded["attune.embedding.batches"]);
        Assert.Equal(15 + 17, recorded["attune.embedding.batch.size"]);
        Assert.Equal(2, recorded.Count("attune.embedding.batch.duration"));
        Assert.Equal(1, recorded.Count("attune.embedding.queue.duration"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _encoder.Dispose();
        _device.Dispose();
        _telemetry.Dispose();
        _services.Dispose();
    }

    private TokenizedTexts Tokenize(params string[] texts)
    {
        var tokenized = new TokenizedTexts();
        foreach (string text in texts)
            _encoder.Tokenize(text, TextRole.Document, truncate: false, tokenized);
        return tokenized;
    }
}
