using Attune.Contracts.Embedding.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Models.Bundles;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Options;

namespace Attune.Matching.Models.Calls;

/// <summary>
/// Embeds at backfill priority through one stream of this process, which is opened when it is needed and again when it is lost. A service
/// that is full reads it slowly, so whoever writes waits.
/// </summary>
internal sealed class EmbeddingStream(
    EmbeddingService.EmbeddingServiceClient client, IOptions<EmbeddingOptions> options, TimeProvider time) : IEmbedder, IAsyncDisposable
{
    /// <summary>The call behind it, which a channel must not try again: this does.</summary>
    public static readonly MethodName Method =
        new() { Service = EmbeddingService.Descriptor.FullName, Method = nameof(EmbeddingService.EmbeddingServiceClient.EmbedStream) };

    private readonly SemaphoreSlim _opening = new(1, 1);
    private StreamConversation? _open;

    /// <exception cref="RpcException">The service answers, and has failed over these texts.</exception>
    public async Task<IReadOnlyList<Answer<float[]>>> EmbedAsync(
        IReadOnlyList<string> texts, InputType inputType, ModelKey expected, CancellationToken cancellationToken)
    {
        var conversation = await OpenAsync(cancellationToken);
        var request = new EmbedRequest { Texts = { texts }, InputType = inputType, Truncate = true, Priority = Priority.Backfill };
        var answer = await conversation.AskAsync(request, cancellationToken);
        if (answer.Error is { } error) throw Meaning(error, cancellationToken);
        ReplyCheck.Model(answer.Model, expected);
        if (answer.Results.Count != texts.Count)
            throw new PreconditionException($"The embedding service returned {answer.Results.Count} results for {texts.Count} texts.");
        return [.. answer.Results.Select(VectorOf)];

        Answer<float[]> VectorOf(EmbedStreamResult result) =>
            result.Error is { } refusal ? Answer<float[]>.Refused(refusal.Message) : ReplyCheck.Vector(result.Embedding, expected);
    }

    public async ValueTask DisposeAsync()
    {
        if (_open is { } open) await open.DisposeAsync();
        _opening.Dispose();
    }

    private async Task<StreamConversation> OpenAsync(CancellationToken cancellationToken)
    {
        if (_open is { IsOver: false } open) return open;
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_open is { IsOver: false } other) return other;
            if (_open is { } last) await last.DisposeAsync();
            return _open = new StreamConversation(client, options.Value, time);
        }
        finally
        {
            _opening.Release();
        }
    }

    // The stream is well; a failure inside the service is about these texts, as far as anybody can tell.
    private Exception Meaning(EmbedStreamError error, CancellationToken cancellationToken)
    {
        var failure = new RpcException(new Status((StatusCode)error.Code, error.Message));
        return failure.StatusCode == StatusCode.Internal
            ? failure
            : EmbeddingFailure.Of(failure, options.Value.Address, cancellationToken) ?? failure;
    }
}
