using System.Net;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>What a status other than success means for a download.</summary>
internal static class HubErrors
{
    public static Exception Of(SourceRepository repository, string path, HttpResponseMessage response)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var host = response.RequestMessage?.RequestUri?.Authority;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new CliException(
                    $"{host} does not give {path} of {repository.Id} to just anybody ({status}). Put an access token that may read it " +
                    "into HF_TOKEN."),
            HttpStatusCode.NetworkAuthenticationRequired =>
                new CliException($"The network wants you to sign in first ({status}). Do so with a browser; then pull again."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new CliException($"{host} has no {path} of {repository.Id} at {repository.Revision} ({status})."),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new TransferException($"{host} answers {status}.", RetryAfter(response)),
            _ => new CliException($"{host} answers {status} for {path} of {repository.Id}."),
        };
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta
            ?? (response.Headers.RetryAfter?.Date is { } date ? date - (response.Headers.Date ?? TimeProvider.System.GetUtcNow()) : null);
}
