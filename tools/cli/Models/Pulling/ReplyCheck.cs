using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>
/// What a successful reply says of itself that no reply with a file says. It will say so again: trying again is of no use.
/// </summary>
internal static class ReplyCheck
{
    private const string Elsewhere = "Another source is given by --source ADDRESS.";

    /// <exception cref="CliException">
    /// It is a web page: that of a network or a proxy that wants a sign-in, or of a host that is being maintained.
    /// </exception>
    public static void RequireFile(SourceRepository repository, string path, HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() is ("text/html" or "application/xhtml+xml") and var type)
            throw new CliException(
                $"{Host(response)} answers with a web page ({type}) for {path} of {repository.Id}, and not with the file. "
                + "If the network or its proxy wants it, sign in with a browser; then pull again.");
    }

    /// <exception cref="CliException">The body is compressed: neither its length nor its parts are those of the file.</exception>
    public static void RequirePlain(SourceRepository repository, string path, HttpResponseMessage response)
    {
        List<string> encodings = [.. response.Content.Headers.ContentEncoding];
        encodings.RemoveAll(x => x.Equals("identity", StringComparison.OrdinalIgnoreCase));
        if (encodings.Count > 0)
            throw new CliException(
                $"{Host(response)} sends {path} of {repository.Id} compressed ({string.Join(", ", encodings)}), "
                + $"though it was asked not to. {Elsewhere}");
    }

    /// <exception cref="CliException">The body ends where the connection does, so that a part of the file looks like all of it.</exception>
    public static void RequireEnd(SourceRepository repository, string path, HttpResponseMessage response)
    {
        var isChunked = response.Headers.TransferEncodingChunked == true;
        if (response.Version.Major < 2 && response.Content.Headers.ContentLength is null && !isChunked)
            throw new CliException(
                $"{Host(response)} does not say how long {path} of {repository.Id} is, "
                + $"so that the whole file cannot be told from a part of it. {Elsewhere}");
    }

    private static string? Host(HttpResponseMessage response) => response.RequestMessage?.RequestUri?.Authority;
}
