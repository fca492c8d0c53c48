using System.Security.Cryptography;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>Gets one file, however often the connection breaks.</summary>
internal sealed class FileDownload(ModelHub hub, PullSettings settings, IPullProgress progress, TimeProvider time)
{
    /// <returns>The file with its length and hash, which is the one ordered if one was.</returns>
    /// <exception cref="CliException">
    /// It cannot be had, or is not what was ordered. What has come stays for the next pull, unless it is wrong.
    /// </exception>
    public async Task<SourceFile> RunAsync(FileOrder order, PartFile part, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            await CompleteAsync(order, part, cancellationToken);
            var hash = await HashAsync(part.Path, cancellationToken);
            var wrongHash = (order.Sha256 ?? part.Sha256 ?? hash) != hash;
            var problem = wrongHash ? "has the wrong hash" : FileContent.Problem(part.Path, order.Name);
            if (problem is null)
            {
                part.Approve(hash);
                return new SourceFile { Repository = "", Path = order.Path, Bytes = part.Length, Sha256 = hash };
            }
            part.Restart();
            if (again && wrongHash) throw Refusal(order, $"SHA-256 {hash}", $"{order.Sha256}");
            if (again)
                throw new CliException($"""
                    {order.Name} is refused: {order.Path} of {order.Repository.Id} at {order.Repository.Revision} {problem}.
                    Nothing of it is kept. Another source is given by --source ADDRESS.
                    """);
            progress.Note($"{order.Name} {problem}; downloading it once more.");
        }
    }

    private async Task CompleteAsync(FileOrder order, PartFile part, CancellationToken cancellationToken)
    {
        for (var failures = 0; !part.IsComplete;)
        {
            var before = part.Length;
            try
            {
                await new FileTransfer(hub, settings, progress, time).RunAsync(order, part, cancellationToken);
            }
            catch (TransferException error)
            {
                failures = part.Length > before ? 1 : failures + 1;
                if (failures >= settings.Attempts)
                    throw new CliException(
                        $"{order.Name} cannot be downloaded: {error.Message} What has come is kept; pull again to go on.");
                var delay = Backoff.Before(failures, error.RetryAfter, settings);
                progress.Note($"{order.Name}: {error.Message} Trying again in {delay.TotalSeconds:0.#} s.");
                await Task.Delay(delay, time, cancellationToken);
            }
        }
        if (order.Bytes is { } bytes && bytes != part.Length)
        {
            var length = part.Length;
            part.Restart();
            throw Refusal(order, $"{length:N0} bytes", $"{bytes:N0}");
        }
    }

    internal static CliException Refusal(FileOrder order, string found, string expected) => new(
        $"{order.Name} is refused: {order.Path} of {order.Repository.Id} at {order.Repository.Revision} has {found}, " +
        $"and {order.Authority} says {expected}.\n" +
        order.Authority switch
        {
            BundleLock.FileName =>
                "If the source was changed on purpose, pull with --update: it accepts what there is now and rewrites the lock file.",
            BundleSource.FileName => $"If the new file is the right one, write its length and hash into {BundleSource.FileName}.",
            _ => "The hub contradicts itself, or somebody between it and here changes what it sends. Pull again.",
        });

    internal static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
