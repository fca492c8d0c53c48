using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Attune.Cli.Models;
using Attune.Testing;
using Microsoft.AspNetCore.Http;

namespace Attune.Cli.Integration.Models;

/// <summary>Answers with status 200 that are not the file.</summary>
public sealed class ImpostorTests
{
    private const int Half = 500_000;

    private static readonly byte[] Page = Encoding.UTF8.GetBytes("\r\n<!DOCTYPE html>\n<html><head><title>Welcome to the airport</title></head><body>Sign in</body></html>\n");

    private static readonly byte[] Pointer = Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:5945dee6478abdab2d5e4ce3868b4d969741e3dad2134cc669da65a4f092755b\nsize 435852734\n");

    public static TheoryData<string> Files => [Workplace.Graph, Workplace.Data, Workplace.Tokenizer];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_web_page_is_refused_before_a_byte_of_it_is_kept_and_is_not_asked_for_again(string file)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = (context, path, _) => AnswerAsync(context, path == file, Page, "text/html; charset=utf-8");
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"answers with a web page (text/html) for {file} of acme/models", error.Message, StringComparison.Ordinal);
        Assert.Single(place.Hub.Downloads(file));
        await AssertNothingIsLeftAsync(place);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_web_page_that_calls_itself_a_file_is_known_by_its_content(string file)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsLengths = false;
        place.Hub.Misbehave = (context, path, _) => AnswerAsync(context, path == file, Page, "application/octet-stream");
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"e/{file} is refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("is a web page", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(place);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_pointer_of_Git_LFS_is_not_the_file(string file)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsLengths = false;
        place.Hub.Misbehave = (context, path, _) => AnswerAsync(context, path == file, Pointer, "text/plain");
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("is a pointer of Git LFS", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(place);
    }

    [Theory]
    [InlineData(Workplace.Graph, "gzip")]
    [InlineData(Workplace.Tokenizer, "gzip")]
    [InlineData(Workplace.Data, "x-gzip")]
    [InlineData(Workplace.Tokenizer, "br")]
    public async Task A_body_that_is_compressed_though_nobody_asked_for_it_is_refused(string file, string encoding)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = (context, path, content) =>
        {
            if (path == file) context.Response.Headers.ContentEncoding = encoding;
            return AnswerAsync(context, path == file, Gzip(content), "application/octet-stream");
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"sends {file} of acme/models compressed ({encoding})", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(place);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Compressed_bytes_that_nothing_announces_are_refused(string file)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsLengths = false;
        place.Hub.Misbehave = (context, path, content) => AnswerAsync(context, path == file, Gzip(content), "application/octet-stream");
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("is compressed with gzip", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(place);
    }

    [Fact]
    public async Task A_wrong_file_is_fetched_anew_once()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsLengths = false;
        place.Hub.Misbehave = (context, path, _) => AnswerAsync(context, path == Workplace.Graph && place.Hub.Downloads(path).Count() == 1, Page, "application/octet-stream");
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(2, place.Hub.Downloads(Workplace.Graph).Count());
        Assert.Contains(place.Notes.Texts, x => x.StartsWith("e/model.onnx is a web page", StringComparison.Ordinal) && x.EndsWith("downloading it once more.", StringComparison.Ordinal));
    }

    public static TheoryData<string, string, string> Broken => new()
    {
        { Workplace.Graph, "cut", "its graph ends behind the file's end" },
        { Workplace.Graph, "prefixed", "it does not begin as an ONNX file does" },
        { Workplace.Graph, "suffixed", "is no ONNX file" },
        { Workplace.Graph, "empty", "is empty" },
        { Workplace.Graph, "headless", "it has no graph" },
        { Workplace.Tokenizer, "cut", "is no JSON file" },
        { Workplace.Tokenizer, "prefixed", "is no JSON file" },
        { Workplace.Tokenizer, "suffixed", "is no JSON file" },
        { Workplace.Tokenizer, "empty", "is empty" },
        { Workplace.Tokenizer, "headless", "is no JSON file" },
        { Workplace.Data, "empty", "is empty" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_file_that_is_not_whole_where_its_server_has_it_is_refused(string file, string how, string expected)
    {
        await using var place = await Workplace.StartAsync();
        var whole = place.Hub.Files[file];
        place.Hub.Files[file] = how switch
        {
            "cut" => whole[..^10],
            "prefixed" => [.. new byte[29], .. whole],
            "suffixed" => [.. whole, (byte)'}', 0xFF],
            "headless" => [0x08, 0x08],
            _ => [],
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        place.Hub.Files[file] = whole;
        await AssertNothingIsLeftAsync(place);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_portal_that_answers_for_the_hub_is_told_apart_from_it(bool redirects)
    {
        await using var place = await Workplace.StartAsync();
        await using var portal = await TestHub.StartAsync();
        portal.Portal = context => AnswerAsync(context, true, Page, "text/html");
        place.EditSource(x => x["repositories"]!["r"]!["revision"] = TestHub.Commit);
        place.Hub.Portal = context =>
        {
            if (redirects) context.Response.Redirect($"http://localhost:{portal.Address.Port}/hotel/login/resolve/now/index");
            return redirects ? Task.FromResult(true) : AnswerAsync(context, true, Page, "text/html");
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("answers with a web page (text/html)", error.Message, StringComparison.Ordinal);
        Assert.Contains("sign in", error.Message, StringComparison.Ordinal);
        place.Hub.Portal = null;
        await AssertNothingIsLeftAsync(place);
    }

    [Fact]
    public async Task A_network_that_wants_a_sign_in_is_not_asked_again()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Portal = context =>
        {
            context.Response.StatusCode = StatusCodes.Status511NetworkAuthenticationRequired;
            return Task.FromResult(true);
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("sign in", error.Message, StringComparison.Ordinal);
        Assert.Single(place.Hub.Requests);
    }

    [Fact]
    public async Task A_web_page_in_the_middle_of_a_download_costs_nothing_of_what_has_come()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = async (context, path, file) =>
        {
            if (path != Workplace.Data) return false;
            if (place.Hub.Downloads(path).Count() > 1) return await AnswerAsync(context, true, Page, "text/html");
            await TestHub.BeginAsync(context, file, Half);
            await Eventually.IsTrueAsync(() => place.PartLength(path) == Half, "half of the file is on the disk");
            await context.Response.CompleteAsync();
            return true;
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("web page", error.Message, StringComparison.Ordinal);
        Assert.Equal(Half, place.PartLength(Workplace.Data));

        place.Hub.Misbehave = null;
        place.Hub.Requests.Clear();
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal([$"bytes={Half}-"], place.Hub.Downloads(Workplace.Data).Select(x => x.Range));
    }

    [Fact]
    public async Task An_update_that_gets_a_web_page_leaves_lock_and_bundle_as_they_were()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        var before = await File.ReadAllBytesAsync(place.LockPath);
        place.Hub.Misbehave = (context, _, _) => AnswerAsync(context, true, Page, "application/octet-stream");
        await Assert.ThrowsAsync<CliException>(() => place.PullAsync(update: true));
        Assert.Equal(before, await File.ReadAllBytesAsync(place.LockPath));
        place.Hub.Misbehave = null;
        place.Hub.Requests.Clear();
        Assert.Equal(0, (await place.PullAsync()).Downloaded);
        Assert.Empty(place.Hub.Requests);
    }

    [Theory]
    [InlineData(Workplace.Graph)]
    [InlineData(Workplace.Data)]
    public async Task A_part_that_was_whole_and_is_damaged_on_the_disk_is_fetched_anew(string file)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = (context, path, _) =>
        {
            if (path == Workplace.Tokenizer) context.Response.StatusCode = 404;
            return Task.FromResult(path == Workplace.Tokenizer);
        };
        await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        // As a crash of the machine leaves it: the right length, and zeros.
        await File.WriteAllBytesAsync(place.Part(file), new byte[place.PartLength(file)]);

        place.Hub.Misbehave = null;
        place.Hub.Requests.Clear();
        await place.PullAsync();
        place.AssertPulled();
        Assert.Single(place.Hub.Downloads(file));
    }

    [Theory]
    [InlineData("bytes 0-999999/1000000")]
    [InlineData("bytes 500001-999999/1000000")]
    [InlineData("bytes 500000-999999/2000000")]
    [InlineData("")]
    public async Task Another_part_than_the_one_asked_for_is_never_put_behind_what_has_come(string range)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = async (context, path, file) =>
        {
            var downloads = place.Hub.Downloads(path).Count();
            if (path != Workplace.Data || downloads > 2) return false;
            if (downloads == 2)
            {
                context.Response.StatusCode = StatusCodes.Status206PartialContent;
                if (range.Length > 0) context.Response.Headers.ContentRange = range;
                context.Response.Headers.ETag = TestHub.ETag(file);
                await context.Response.Body.WriteAsync(file);
                return true;
            }
            await TestHub.BeginAsync(context, file, Half);
            await Eventually.IsTrueAsync(() => place.PartLength(path) == Half, "half of the file is on the disk");
            await context.Response.CompleteAsync();
            return true;
        };
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(["", $"bytes={Half}-", ""], place.Hub.Downloads(Workplace.Data).Select(x => x.Range));
    }

    [Fact]
    public async Task A_body_of_which_nobody_says_how_long_it_is_is_refused_for_it_may_be_a_part()
    {
        await using var place = await Workplace.StartAsync();
        await using var storage = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n", place.Hub.Files[Workplace.Data][..Half]);
        place.Hub.TellsLengths = false;
        place.Hub.Misbehave = (context, path, _) =>
        {
            if (path == Workplace.Data) context.Response.Redirect($"http://localhost:{storage.Port}/data");
            return Task.FromResult(path == Workplace.Data);
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"localhost:{storage.Port} does not say how long {Workplace.Data} of acme/models is", error.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(place);
    }

    [Fact]
    public async Task A_lock_that_was_made_of_a_web_page_is_found_out_and_an_update_puts_it_right()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        await File.WriteAllBytesAsync(place.Pulled(Workplace.Tokenizer), Page);
        var locked = JsonNode.Parse(await File.ReadAllTextAsync(place.LockPath))!;
        var (right, wrong) = (Convert.ToHexStringLower(SHA256.HashData(place.Hub.Files[Workplace.Tokenizer])), Convert.ToHexStringLower(SHA256.HashData(Page)));
        locked["files"]!["e/tokenizer.json"]!["sha256"] = wrong;
        locked["files"]!["e/tokenizer.json"]!["bytes"] = Page.Length;
        await File.WriteAllTextAsync(place.LockPath, locked.ToJsonString());
        var manifest = Path.Combine(place.Target, "bundle.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace(right, wrong, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("e/tokenizer.json is refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("--update", error.Message, StringComparison.Ordinal);
        Assert.Contains(place.Notes.Texts, x => x == "e/tokenizer.json is a web page and is downloaded again.");
        Assert.Contains(await BundleCheck.RunAsync(place.Target, place.Described, null, CancellationToken.None), line => line is (false, "e/tokenizer.json is a web page"));
        await place.PullAsync(update: true);
        place.AssertPulled();
    }

    private static async Task<bool> AnswerAsync(HttpContext context, bool answers, byte[] body, string contentType)
    {
        if (!answers) return false;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (context.Request.Method == "GET") await context.Response.Body.WriteAsync(body);
        return true;
    }

    // No lock, no bundle, and nothing that the next pull would take for the file.
    private static async Task AssertNothingIsLeftAsync(Workplace place)
    {
        Assert.False(File.Exists(place.LockPath));
        Assert.False(File.Exists(Path.Combine(place.Target, "bundle.json")));
        place.Hub.Misbehave = null;
        await place.PullAsync();
        place.AssertPulled();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }
}
