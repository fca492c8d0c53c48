using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Attune.Cli.Models.Pulling;

/// <summary>One attempt at what is missing of a file.</summary>
internal sealed class FileTransfer(ModelHub hub, PullSettings settings, IPullProgress progress, TimeProvider time)
{
    private const int BufferSize = 256 * 1024;

    /// <exception cref="TransferException">It broke off; what has come is in the part.</exception>
    /// <exception cref="CliException">Trying again is of no use.</exception>
    public async Task RunAsync(FileOrder order, PartFile part, CancellationToken cancellationToken)
    {
        // Without a validator the end of one file could be put behind the beginning of another; only a known hash would tell.
        if (part.Length > 0 && part.Validator is null && order.Sha256 is null) part.Restart();

        using var silence = new CancellationTokenSource(settings.StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            using var reply = await hub.SendAsync(HttpMethod.Get, order.Repository, order.Path, part.Length, part.Validator, either.Token);
            if (!Accept(order, part, reply)) return;
            progress.Begin(order.Name, part.Length, part.Bytes);
            await ReceiveAsync(reply.Response, part, silence, either.Token);
            if (part.Bytes is { } bytes && part.Length < bytes)
                throw new TransferException($"The connection ended {ByteSize.Format(bytes - part.Length)} early.");
            part.Complete();
            progress.End();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransferException($"The server was silent for {settings.StallTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception error) when (error is HttpRequestException or HttpIOException or IOException { InnerException: SocketException })
        {
            throw new TransferException(Explain(error), inner: error);
        }
    }

    // Whether a body is to be read.
    private static bool Accept(FileOrder order, PartFile part, HubReply reply)
    {
        var response = reply.Response;
        // Before what has come is given up for it.
        if (response.IsSuccessStatusCode)
        {
            ReplyCheck.RequireFile(order.Repository, order.Path, response);
            ReplyCheck.RequirePlain(order.Repository, order.Path, response);
            if (order.Sha256 is null && order.Bytes is null) ReplyCheck.RequireEnd(order.Repository, order.Path, response);
        }
        var validator = response.Headers.ETag is { IsWeak: false } etag ? etag.Tag : null;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                if (part.Length > 0) part.Restart(); // The server knows no ranges, or the file has changed.
                Expect(order, part, validator, response.Content.Headers.ContentLength);
                return true;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { From: { } from } range
                && from == part.Length && (part.Bytes ?? range.Length) == (range.Length ?? part.Bytes)
                && (part.Validator ?? validator) == validator:
                Expect(order, part, validator, range.Length);
                return true;
            case HttpStatusCode.PartialContent:
                part.Restart();
                throw new TransferException("The server sent another part than the one asked for.");
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                if (response.Content.Headers.ContentRange?.Length == part.Length && part.Length > 0)
                {
                    part.Complete();
                    return false;
                }
                part.Restart();
                throw new TransferException("The file is shorter than what has come of it.");
            default:
                throw HubErrors.Of(order.Repository, order.Path, response);
        }
    }

    private static void Expect(FileOrder order, PartFile part, string? validator, long? bytes)
    {
        if (order.Bytes is { } wanted && bytes is { } found && wanted != found)
            throw FileDownload.Refusal(order, $"{found:N0} bytes", $"{wanted:N0}");
        part.Expect(validator, bytes);
    }

    private async Task ReceiveAsync(
        HttpResponseMessage response, PartFile part, CancellationTokenSource silence, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var file = Open(part);
        var done = part.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                silence.CancelAfter(settings.StallTimeout);
                var read = await body.ReadAsync(buffer, cancellationToken);
                if (read == 0) return;
                await WriteAsync(file, buffer.AsMemory(0, read), cancellationToken);
                progress.Advance(done += read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileStream Open(PartFile part)
    {
        try
        {
            return part.Append();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{part.Path} cannot be written: {error.Message}");
        }
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException error)
        {
            throw new CliException($"{file.Name} cannot be written: {error.Message}");
        }
    }

    // Not the address: that of a redirect carries a signature.
    private static string Explain(Exception error)
    {
        var innermost = error.GetBaseException().Message;
        return $"The connection failed ({innermost.TrimEnd('.')}).";
    }
}
