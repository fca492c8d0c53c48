using Attune.Cli.Models.Pulling;
using Attune.Testing;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Attune.Cli.Integration.Models;

public sealed class BrokenTransferTests
{
    private const int Half = 500_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_download_that_breaks_off_goes_on_where_it_ended(bool reset)
    {
        await using var place = await Workplace.StartAsync();
        BreakOnce(place, async context =>
        {
            if (reset) context.Features.Get<IConnectionLifetimeFeature>()!.Abort();
            else await context.Response.CompleteAsync();
        });
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(["", $"bytes={Half}-"], place.Hub.Downloads(Workplace.Data).Select(x => x.Range));
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left()
    {
        await using var place = await Workplace.StartAsync();
        var time = new FakeTimeProvider();
        (place.Time, place.Settings) = (time, place.Settings with { StallTimeout = TimeSpan.FromSeconds(30), FirstDelay = TimeSpan.Zero });
        BreakOnce(place, context =>
        {
            time.Advance(TimeSpan.FromSeconds(30));
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await place.PullAsync();
        place.AssertPulled();
        Assert.Contains(place.Notes.Texts, x => x.Contains("The server was silent for 30 s.", StringComparison.Ordinal));
        Assert.Equal($"bytes={Half}-", place.Hub.Downloads(Workplace.Data).Last().Range);
    }

    [Fact]
    public async Task A_server_that_drips_is_not_left()
    {
        await using var place = await Workplace.StartAsync();
        var time = new FakeTimeProvider();
        (place.Time, place.Settings) = (time, place.Settings with { StallTimeout = TimeSpan.FromSeconds(30) });
        place.Hub.Misbehave = async (context, path, file) =>
        {
            if (path != Workplace.Tokenizer) return false;
            context.Response.ContentLength = file.Length;
            var sent = 0;
            foreach (var chunk in file.Chunk(500))
            {
                await context.Response.Body.WriteAsync(chunk);
                await context.Response.Body.FlushAsync();
                sent += chunk.Length;
                await Eventually.IsTrueAsync(() => sent == file.Length || place.PartLength(path) == sent, "the client has what was sent");
                // Longer in all than a silence may last. Two of them are not: the client may begin to wait for the next chunk before or after this.
                time.Advance(TimeSpan.FromSeconds(14));
            }
            return true;
        };
        await place.PullAsync();
        place.AssertPulled();
        Assert.Single(place.Hub.Downloads(Workplace.Tokenizer));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_file_again_from_its_beginning()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.KnowsRanges = false;
        BreakOnce(place, context => context.Response.CompleteAsync());
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(2, place.Hub.Downloads(Workplace.Data).Count());
    }

    [Fact]
    public async Task A_file_that_changes_on_the_way_is_never_a_mixture()
    {
        await using var place = await Workplace.StartAsync();
        BreakOnce(place, async context =>
        {
            place.Hub.Files[Workplace.Data] = Workplace.Random("changed", 1_000_000);
            await context.Response.CompleteAsync();
        });
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(2, place.Hub.Downloads(Workplace.Data).Count());
    }

    [Fact]
    public async Task A_file_that_gets_another_length_on_the_way_is_refused_and_had_by_the_next_pull()
    {
        await using var place = await Workplace.StartAsync();
        BreakOnce(place, async context =>
        {
            place.Hub.Files[Workplace.Data] = Workplace.Random("changed", 1_100_000);
            await context.Response.CompleteAsync();
        });
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("has 1,100,000 bytes, and the hub says 1,000,000", error.Message, StringComparison.Ordinal);
        await place.PullAsync();
        place.AssertPulled();
    }

    [Fact]
    public async Task Damaged_bytes_are_fetched_once_more_and_then_refused()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        place.EmptyCache();
        place.Hub.Requests.Clear();
        place.Hub.Misbehave = (context, path, file) => DamageAsync(context, path, file, always: false);
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(2, place.Hub.Downloads(Workplace.Data).Count());

        place.EmptyCache();
        place.Hub.Requests.Clear();
        place.Hub.Misbehave = (context, path, file) => DamageAsync(context, path, file, always: true);
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("e/model.onnx_data is refused", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, place.Hub.Downloads(Workplace.Data).Count());
        Assert.Equal(0, place.PartLength(Workplace.Data));

        async Task<bool> DamageAsync(HttpContext context, string path, byte[] file, bool always)
        {
            if (path != Workplace.Data || (!always && place.Hub.Downloads(path).Count() > 1)) return false;
            byte[] damaged = [.. file];
            damaged[^1] ^= 1;
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(damaged);
            return true;
        }
    }

    [Fact]
    public async Task Damaged_bytes_are_noticed_at_a_first_pull_when_the_hub_tells_the_hash()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsHashes = true;
        place.Hub.Misbehave = async (context, _, file) =>
        {
            context.Response.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(new byte[file.Length]);
            return true;
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("and the hub says", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(place.LockPath));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_server_that_is_busy_is_asked_again_when_it_wants_to_be(int status)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = (context, path, _) =>
        {
            if (path != Workplace.Graph || place.Hub.Downloads(path).Count() > 2) return Task.FromResult(false);
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "1";
            return Task.FromResult(true);
        };
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal(2, place.Notes.Texts.Count(x => x.Contains($"answers {status}", StringComparison.Ordinal) && x.EndsWith("Trying again in 1 s.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_never_recovers_is_given_up_and_what_has_come_is_kept()
    {
        await using var place = await Workplace.StartAsync();
        place.Settings = place.Settings with { Attempts = 3 };
        place.Hub.Misbehave = (context, path, _) =>
        {
            if (path == Workplace.Data) context.Response.StatusCode = 500;
            return Task.FromResult(path == Workplace.Data);
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("e/model.onnx_data cannot be downloaded", error.Message, StringComparison.Ordinal);
        Assert.Contains("answers 500", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, place.Hub.Downloads(Workplace.Data).Count());
        Assert.Equal(400_000, place.PartLength(Workplace.Graph));
    }

    [Theory]
    [InlineData(401, "HF_TOKEN")]
    [InlineData(403, "HF_TOKEN")]
    [InlineData(404, "has no model.onnx_data of acme/models")]
    [InlineData(400, "answers 400")]
    public async Task What_will_not_change_is_not_tried_again(int status, string expected)
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.Misbehave = (context, path, _) =>
        {
            context.Response.StatusCode = path == Workplace.Data ? status : 200;
            return Task.FromResult(path == Workplace.Data);
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Single(place.Hub.Downloads(Workplace.Data));
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_to_no_host_that_it_redirects_to()
    {
        await using var place = await Workplace.StartAsync();
        await using var storage = await TestHub.StartAsync();
        foreach (var (path, file) in place.Hub.Files) storage.Files[path] = file;
        place.Settings = place.Settings with { Token = "hf_secret" };
        place.Hub.Misbehave = (context, path, _) =>
        {
            context.Response.Redirect($"http://localhost:{storage.Address.Port}/some/where/resolve/main/{path}?signature=abc");
            return Task.FromResult(true);
        };
        await place.PullAsync();
        place.AssertPulled();
        Assert.All(place.Hub.Requests, x => Assert.Equal("Bearer hf_secret", x.Authorization));
        Assert.Equal(3, storage.Requests.Count);
        Assert.All(storage.Requests, x => Assert.Equal("", x.Authorization));
        Assert.DoesNotContain(place.Notes.Texts, x => x.Contains("hf_secret", StringComparison.Ordinal) || x.Contains("signature", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        await using var place = await Workplace.StartAsync();
        place.Settings = place.Settings with { Attempts = 2 };
        place.Hub.Misbehave = (context, _, _) =>
        {
            context.Response.Redirect(context.Request.Path);
            return Task.FromResult(true);
        };
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("redirects in a circle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_pull_leaves_what_has_come_for_the_next()
    {
        await using var place = await Workplace.StartAsync();
        using var cancel = new CancellationTokenSource();
        BreakOnce(place, async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.PullAsync(cancellationToken: cancel.Token));
        Assert.Equal(Half, place.PartLength(Workplace.Data));

        place.Hub.Requests.Clear();
        await place.PullAsync();
        place.AssertPulled();
        Assert.Equal([$"bytes={Half}-"], place.Hub.Downloads(Workplace.Data).Select(x => x.Range));
        Assert.Empty(place.Hub.Downloads(Workplace.Graph));
    }

    [Fact]
    public async Task A_part_of_another_commit_is_not_gone_on_with()
    {
        await using var place = await Workplace.StartAsync();
        place.Settings = place.Settings with { Attempts = 1 };
        BreakOnce(place, context => context.Response.CompleteAsync());
        await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Equal(Half, place.PartLength(Workplace.Data));

        var part = PartFile.Open(Path.Combine(place.Target, ".parts"), new FileOrder("e/model.onnx_data", new() { Id = "acme/models", Revision = new string('b', 40) }, Workplace.Data, null, null, ""));
        Assert.Equal((0, null), (part.Length, part.Validator));
    }

    // Half of the largest file arrives, then something happens. Only once, and only when the half is on the disk.
    private static void BreakOnce(Workplace place, Func<HttpContext, Task> thenAsync)
    {
        var broken = 0;
        place.Hub.Misbehave = async (context, path, file) =>
        {
            if (path != Workplace.Data || Interlocked.Exchange(ref broken, 1) == 1) return false;
            if (place.Hub.KnowsRanges) await TestHub.BeginAsync(context, file, Half);
            else
            {
                context.Response.ContentLength = file.Length;
                await context.Response.Body.WriteAsync(file.AsMemory(0, Half));
                await context.Response.Body.FlushAsync();
            }
            await Eventually.IsTrueAsync(() => place.PartLength(path) == Half, "half of the file is on the disk");
            await thenAsync(context);
            return true;
        };
    }
}
