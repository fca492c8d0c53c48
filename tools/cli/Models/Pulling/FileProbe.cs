using System.Net;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>Asks a hub about a file without fetching it.</summary>
internal sealed class FileProbe(ModelHub hub, PullSettings settings, IPullProgress progress, TimeProvider time)
{
    /// <summary>Each is null where the hub does not say.</summary>
    public async Task<(string? Commit, long? Bytes, string? Sha256)> AskAsync(
        SourceRepository repository, string path, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            using var silence = new CancellationTokenSource(settings.StallTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
            TransferException failure;
            try
            {
                return await AskOnceAsync(repository, path, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failure = new TransferException($"{settings.Address.Authority} was silent for {settings.StallTimeout.TotalSeconds:0.#} s.");
            }
            catch (HttpRequestException error)
            {
                failure = new TransferException(
                    $"{settings.Address.Authority} cannot be reached ({error.GetBaseException().Message.TrimEnd('.')}).");
            }
            catch (TransferException error)
            {
                failure = error;
            }
            if (++failures >= settings.Attempts)
                throw new CliException($"{failure.Message} Is the network there? Another source is given by --source ADDRESS.");
            var delay = Backoff.Before(failures, failure.RetryAfter, settings);
            progress.Note($"{failure.Message} Trying again in {delay.TotalSeconds:0.#} s.");
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<(string? Commit, long? Bytes, string? Sha256)> AskOnceAsync(
        SourceRepository repository, string path, CancellationToken cancellationToken)
    {
        using var reply = await hub.SendAsync(HttpMethod.Head, repository, path, from: 0, validator: null, cancellationToken);
        // What HEAD does not tell, the download will.
        if (reply.Response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            return (reply.Commit, reply.Bytes, reply.Sha256);
        if (!reply.Response.IsSuccessStatusCode) throw HubErrors.Of(repository, path, reply.Response);
        ReplyCheck.RequireFile(repository, path, reply.Response);
        return (reply.Commit, reply.Bytes ?? reply.Response.Content.Headers.ContentLength, reply.Sha256);
    }
}
