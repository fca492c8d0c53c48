using System.Net;
using System.Net.Http.Headers;
using Attune.Bundles.Sources;

namespace Attune.Cli.Models.Pulling;

/// <summary>
/// Asks a server with Hugging Face's addresses for files. Redirects are followed here, so that the token goes to the hub's own host only.
/// </summary>
internal sealed class ModelHub : IDisposable
{
    private const int MostRedirects = 10;

    private readonly PullSettings _settings;
    private readonly HttpClient _http;

    public ModelHub(PullSettings settings)
    {
        _settings = settings;
        // Proxies are those of the standard variables. Bodies take minutes: silence is watched for where they are read.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(15) };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("attune-models", "1"));
        // A range of a compressed body is of no use.
        _http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    /// <param name="from">The first byte wanted; 0 for the whole file.</param>
    /// <param name="validator">
    /// The file's strong ETag when <paramref name="from"/> was counted; a file that changed since comes whole.
    /// </param>
    /// <exception cref="HttpRequestException">No server answered, or one redirects to where nothing may be fetched from.</exception>
    public async Task<HubReply> SendAsync(
        HttpMethod method, SourceRepository repository, string path, long from, string? validator, CancellationToken cancellationToken)
    {
        var address = new Uri(
            _settings.Address,
            string.Join('/', $"{repository.Id}/resolve".Split('/').Append(repository.Revision).Concat(path.Split('/'))
                .Select(Uri.EscapeDataString)));
        string? commit = null, hash = null;
        long? bytes = null;
        for (var hop = 0; ; hop++)
        {
            using var request = new HttpRequestMessage(method, address) { Headers = { Authorization = TokenFor(address) } };
            if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
            if (from > 0 && validator is not null)
                request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(validator));
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            try
            {
                commit ??= Header(response, "X-Repo-Commit");
                if (IsHub(address))
                {
                    hash ??= Header(response, "X-Linked-ETag")?.Trim('"') is { Length: 64 } etag ? etag.ToLowerInvariant() : null;
                    bytes ??= long.TryParse(Header(response, "X-Linked-Size"), out var size) ? size : null;
                }
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is null)
                    return new HubReply(response, commit, bytes, hash);
                address = Follow(address, response.Headers.Location, hop);
            }
            catch
            {
                response.Dispose();
                throw;
            }
            response.Dispose();
        }
    }

    public void Dispose() => _http.Dispose();

    private AuthenticationHeaderValue? TokenFor(Uri address) =>
        !string.IsNullOrWhiteSpace(_settings.Token) && IsHub(address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? new("Bearer", _settings.Token.Trim())
            : null;

    private bool IsHub(Uri address) => address.Scheme == _settings.Address.Scheme && address.Authority == _settings.Address.Authority;

    private static Uri Follow(Uri from, Uri location, int hop)
    {
        var to = new Uri(from, location);
        if (hop == MostRedirects) throw new HttpRequestException($"{from.Host} redirects in a circle.");
        if (to.Scheme is not ("http" or "https") || (from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps))
            throw new HttpRequestException($"{from.Host} redirects to {to.Scheme}://{to.Host}, which is not safe to follow.");
        return to;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
