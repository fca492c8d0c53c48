using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attune.Cli.Integration.Models;

/// <summary>A server with a model hub's addresses on a real socket, that can be told to misbehave.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestHub(WebApplication app) => _app = app;

    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>As the hub is called: 127.0.0.1, so that localhost is another host.</summary>
    public Uri Address => new(_app.Urls.First() + "/");

    /// <summary>By path in the repository.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the hub tells lengths and hashes beforehand.</summary>
    public bool TellsHashes { get; set; }

    public bool TellsCommit { get; set; } = true;

    /// <summary>Whether HEAD tells the length of a file.</summary>
    public bool TellsLengths { get; set; } = true;

    /// <summary>Whether files have strong ETags and ranges.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Answers instead of the hub where it returns true. Gets the path and the file.</summary>
    public Func<HttpContext, string, byte[], Task<bool>>? Misbehave { get; set; }

    /// <summary>Stands between the hub and whoever asks: answers every request, HEAD too, where it returns true.</summary>
    public Func<HttpContext, Task<bool>>? Portal { get; set; }

    public ConcurrentQueue<HubRequest> Requests { get; } = new();

    public IEnumerable<HubRequest> Downloads(string path) => Requests.Where(x => x.Method == "GET" && x.Path == path);

    public static async Task<TestHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(x => x.Limits.MinResponseDataRate = null);
        var hub = new TestHub(builder.Build());
        hub._app.Map("/{owner}/{name}/resolve/{revision}/{**path}", hub.AnswerAsync);
        await hub._app.StartAsync();
        return hub;
    }

    /// <summary>The first bytes of a file with the headers of the whole, and no end.</summary>
    public static async Task BeginAsync(HttpContext context, byte[] file, int bytes)
    {
        context.Response.ContentLength = file.Length;
        context.Response.Headers.ETag = ETag(file);
        await context.Response.Body.WriteAsync(file.AsMemory(0, bytes));
        await context.Response.Body.FlushAsync();
    }

    public static string ETag(byte[] file) => $"\"{Convert.ToHexStringLower(SHA256.HashData(file))[..16]}\"";

    public async ValueTask DisposeAsync()
    {
        // A client that waits for the rest of an answer must not keep the server.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = (string)context.Request.RouteValues["path"]!;
        Requests.Enqueue(new HubRequest(context.Request.Method, path, (string)context.Request.RouteValues["revision"]!, context.Request.Headers.Range.ToString(), context.Request.Headers.Authorization.ToString()));
        if (Portal is { } portal && await portal(context)) return;
        if (!Files.TryGetValue(path, out var file))
        {
            context.Response.StatusCode = 404;
            return;
        }
        if (TellsCommit) context.Response.Headers["X-Repo-Commit"] = Commit;
        if (TellsHashes)
        {
            context.Response.Headers["X-Linked-ETag"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(file))}\"";
            context.Response.Headers["X-Linked-Size"] = $"{file.Length}";
        }
        if (context.Request.Method == "GET" && Misbehave is { } misbehave && await misbehave(context, path, file)) return;
        await SendAsync(context, file);
    }

    private async Task SendAsync(HttpContext context, byte[] file)
    {
        var from = 0;
        if (KnowsRanges)
        {
            context.Response.Headers.ETag = ETag(file);
            var condition = context.Request.Headers.IfRange.ToString();
            var valid = condition.Length == 0 || condition == ETag(file);
            if (valid && RangeHeaderValue.TryParse(context.Request.Headers.Range, out var range)) from = (int)range.Ranges.First().From!;
        }
        if (from > 0 && from >= file.Length)
        {
            context.Response.StatusCode = 416;
            context.Response.Headers.ContentRange = $"bytes */{file.Length}";
            return;
        }
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }
        if (TellsLengths || context.Request.Method == "GET") context.Response.ContentLength = file.Length - from;
        if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(file.AsMemory(from));
    }
}
