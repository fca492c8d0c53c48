using System.Diagnostics.Metrics;
using Attune.Contracts.Embedding.V1;
using Attune.Embedding.Bundles;
using Attune.Embedding.Calls;
using Attune.Embedding.Embeddings;
using Attune.Embedding.Emotions;
using Attune.Embedding.Reranking;
using Attune.Embedding.Scheduling;
using Attune.Embedding.Unit.Scheduling;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Microsoft.Extensions.DependencyInjection;

namespace Attune.Embedding.Unit.Limits;

/// <summary>Texts that nobody waits for any more are not tokenised.</summary>
public sealed class AbandonedWorkTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Deadline = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CallTerms _terms = new(CallPriority.Interactive, Deadline.UtcDateTime, WaitForRoom: false);
    private ServiceTelemetry _telemetry = null!;
    private ModelState _state = null!;

    public async Task InitializeAsync()
    {
        _telemetry = new ServiceTelemetry(new ServiceIdentity("embedding", "0", "test"), _services.GetRequiredService<IMeterFactory>());
        _state = new ModelState(_telemetry);
        var bundle = await BundleReader.ReadAsync(BundleCopy.Original, CancellationToken.None);
        var device = new Attune.Embedding.Devices.CpuDevice("test");
        var opened = new OpenedBundle(bundle);
        _state.Serve(new ServingBundle(bundle, opened.Models, device, new ModelQueues(new SchedulingOptions(), device, new SchedulingMetrics(_telemetry), TimeProvider.System)));
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("rerank")]
    [InlineData("emotions")]
    public async Task After_the_deadline_no_text_of_the_call_is_tokenised(string call)
    {
        using var recorded = new TaggedRecorder(_telemetry.Meter);
        // Seven looks are before it.
        var time = new PassingTime(Deadline.AddSeconds(-8), _ => { });
        await Assert.ThrowsAsync<DeadlineExceededException>(() => CallAsync(call, time, CancellationToken.None));
        AssertTokenized(recorded, 7);
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("rerank")]
    [InlineData("emotions")]
    public async Task After_the_caller_is_gone_no_text_of_the_call_is_tokenised(string call)
    {
        using var recorded = new TaggedRecorder(_telemetry.Meter);
        using var caller = new CancellationTokenSource();
        var time = new PassingTime(Deadline.AddHours(-1), looks =>
        {
            if (looks == 5)
                caller.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(call, time, caller.Token));
        AssertTokenized(recorded, 4);
    }

    [Fact]
    public void Every_model_hands_its_token_on_to_the_tokenizer()
    {
        // 240 kB of marks that have to be put in order.
        var text = "a" + string.Concat(Enumerable.Repeat("\u302E\u1B44", 40_000));
        var bundle = _state.Require();
        using var made = new MadeBundle(MadeShape.RobertaCls);
        using var opened = new OpenedBundle(made.Read());
        using var sequences = new Sequences();
        var gone = new CancellationToken(canceled: true);

        AssertStops(() => bundle.Embedder.Model.Tokenize(text, TextRole.Document, null, true, sequences, gone));
        AssertStops(() => bundle.Emotions.Model.Tokenize(text, true, sequences, gone));
        foreach (var reranker in new[] { bundle.Reranker.Model, opened.Reranker })
        {
            AssertStops(() => reranker.Tokenize("love", text, null, true, sequences, gone));
            AssertStops(() => reranker.TokensWithoutDocument(text, null, gone));
            AssertStops(() => reranker.IsEmpty(text, gone));
            AssertStops(() => reranker.KnowsNothingOf(text, gone));
        }

        AssertStops(() => opened.Encoder.EmptyTokens(TextRole.Query, text, gone));
        Assert.Equal(0, sequences.Count);

        static void AssertStops(Func<object> tokenize) => Assert.ThrowsAny<OperationCanceledException>(tokenize);
    }

    public async Task DisposeAsync()
    {
        await _state.DisposeAsync();
        _telemetry.Dispose();
        await _services.DisposeAsync();
    }

    private Task CallAsync(string call, TimeProvider time, CancellationToken cancellationToken)
    {
        var metrics = new TextMetrics(_telemetry);
        var texts = Samples.Texts(100);
        return call switch
        {
            "embed" => new EmbedHandler(_state, _telemetry, metrics, time).EmbedAsync(Samples.Request(texts), _terms, cancellationToken),
            "rerank" => new RerankHandler(_state, _telemetry, metrics, time).RerankAsync(new RerankRequest { Query = "love", Documents = { texts } }, _terms, cancellationToken),
            _ => new EmotionsHandler(_state, _telemetry, metrics, time).DetectAsync(new EmotionsRequest { Texts = { texts } }, _terms, cancellationToken),
        };
    }

    private static void AssertTokenized(TaggedRecorder recorded, int texts)
    {
        Assert.Equal(100, recorded.Total("attune.embedding.texts"));
        Assert.Equal(texts, recorded["attune.embedding.texts attune-builtin-embedder tokenized"] + recorded["attune.embedding.texts attune-builtin-reranker tokenized"] + recorded["attune.embedding.texts attune-builtin-emotions tokenized"]);
        // Nothing of it has come as far as the queue.
        Assert.Equal(0, recorded.Total("attune.embedding.calls"));
    }
}
