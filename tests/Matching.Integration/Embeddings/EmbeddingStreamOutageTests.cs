using Attune.Contracts.Embedding.V1;
using Attune.Hosting;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Calls;
using Attune.Testing;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Integration.Embeddings;

public sealed class EmbeddingStreamOutageTests
{
    [Fact]
    public async Task However_many_ask_at_a_time_and_again_while_nobody_listens_each_is_told_so()
    {
        var options = Options.Create(new EmbeddingOptions { Address = $"http://127.0.0.1:{FreePort.Next()}" });
        using var channel = GrpcChannels.Create(options.Value.Address, EmbeddingStream.Method);
        await using var stream = new EmbeddingStream(new(channel), options, TimeProvider.System);
        using var patience = new CancellationTokenSource(Eventually.Patience);

        // A question that falls between the end of one conversation and the beginning of the next must not wait for either.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var again = 0; again < 500; again++)
                await Assert.ThrowsAsync<DependencyUnavailableException>(() => stream.EmbedAsync(["a song"], InputType.Document, new("m", "r", 1), patience.Token));
        })));
    }
}
