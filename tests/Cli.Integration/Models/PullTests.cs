using System.Text.Json.Nodes;
using Attune.Bundles;
using Attune.Testing;

namespace Attune.Cli.Integration.Models;

public sealed class PullTests
{
    [Fact]
    public async Task A_first_pull_makes_a_sound_bundle_and_a_lock_and_a_second_one_fetches_nothing()
    {
        await using var place = await Workplace.StartAsync();
        var result = await place.PullAsync();

        place.AssertPulled();
        Assert.Equal((3, 1_403_000, place.LockPath), (result.Downloaded, result.Bytes, result.LockWritten));
        var bundle = await BundleReader.ReadAsync(place.Target, CancellationToken.None);
        await BundleFiles.VerifyAsync(bundle, CancellationToken.None);
        Assert.Equal(result.Bundle.Hash, bundle.Hash);
        Assert.Equal(TestHub.Commit, bundle.Manifest.Models[0].Revision);
        Assert.All(place.Hub.Files.Keys, x => Assert.Single(place.Hub.Downloads(x)));

        place.Hub.Requests.Clear();
        var again = await place.PullAsync();
        Assert.Equal((0, null, result.Bundle.Hash), (again.Downloaded, again.LockWritten, again.Bundle.Hash));
        Assert.Empty(place.Hub.Requests);
    }

    [Fact]
    public async Task A_branch_is_pinned_to_the_commit_that_it_was_at_the_first_pull()
    {
        await using var place = await Workplace.StartAsync();
        var first = await place.PullAsync();
        Assert.All(place.Hub.Requests.Where(x => x.Method == "GET"), x => Assert.Equal(TestHub.Commit, x.Revision));

        place.EmptyCache();
        place.Hub.Requests.Clear();
        Assert.Equal(first.Bundle.Hash, (await place.PullAsync()).Bundle.Hash);
        Assert.All(place.Hub.Requests, x => Assert.Equal(("GET", TestHub.Commit), (x.Method, x.Revision)));
    }

    [Fact]
    public async Task A_branch_whose_commit_the_hub_does_not_tell_is_refused_and_a_commit_is_not()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsCommit = false;
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("does not say which commit 'main' of acme/models is", error.Message, StringComparison.Ordinal);

        place.EditSource(x => x["repositories"]!["r"]!["revision"] = TestHub.Commit);
        await place.PullAsync();
        place.AssertPulled();
    }

    [Fact]
    public async Task A_commit_that_the_hub_answers_with_another_one_is_refused()
    {
        await using var place = await Workplace.StartAsync();
        place.EditSource(x => x["repositories"]!["r"]!["revision"] = new string('a', 40));
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"answers with commit {TestHub.Commit} of acme/models", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_machine_gets_what_the_lock_says_or_nothing()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        place.EmptyCache();
        var original = place.Hub.Files[Workplace.Data];

        // The same length: only the hash tells.
        place.Hub.Files[Workplace.Data] = [.. original.Reverse()];
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("e/model.onnx_data is refused: model.onnx_data of acme/models", error.Message, StringComparison.Ordinal);
        Assert.Contains("bundle.lock.json says", error.Message, StringComparison.Ordinal);
        Assert.Contains("--update", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(place.Target, "bundle.json")));

        // Another length: told before a byte of it is fetched.
        place.Hub.Files[Workplace.Data] = original[..^1];
        Assert.Contains("has 999,999 bytes, and bundle.lock.json says 1,000,000", (await Assert.ThrowsAsync<CliException>(() => place.PullAsync())).Message, StringComparison.Ordinal);

        place.Hub.Files[Workplace.Data] = original;
        place.Hub.Requests.Clear();
        await place.PullAsync();
        place.AssertPulled();
        // What had come of the others is not fetched again.
        Assert.Empty(place.Hub.Downloads(Workplace.Graph));
    }

    [Fact]
    public async Task An_update_accepts_what_there_is_now_says_what_changed_and_spares_whoever_has_the_old_files_open()
    {
        await using var place = await Workplace.StartAsync();
        place.Hub.TellsHashes = true;
        var before = await place.PullAsync();
        var old = place.Hub.Files[Workplace.Data];
        await using var served = File.OpenRead(place.Pulled(Workplace.Data));

        place.Hub.Files[Workplace.Data] = Workplace.Random("new", 1_200_000);
        place.Hub.Requests.Clear();
        var after = await place.PullAsync(update: true);

        place.AssertPulled();
        Assert.Contains(after.Changes, x => x.StartsWith("e/model.onnx_data: 1,000,000 bytes", StringComparison.Ordinal));
        Assert.Single(after.Changes);
        Assert.NotEqual(before.Bundle.Hash, after.Bundle.Hash);
        Assert.Empty(place.Hub.Downloads(Workplace.Graph));
        var bytes = new byte[old.Length];
        await served.ReadExactlyAsync(bytes);
        Assert.True(old.AsSpan().SequenceEqual(bytes));
        Assert.Equal(0, (await place.PullAsync()).Downloaded);
    }

    [Fact]
    public async Task A_source_that_was_edited_must_be_accepted_on_purpose()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        place.Hub.Files["extra.bin"] = Workplace.Random("extra", 10);
        place.EditSource(x => x["files"]!["e/extra.bin"] = new JsonObject { ["repository"] = "r", ["path"] = "extra.bin" });
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains("The lock has no file 'e/extra.bin'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("--update", error.Message, StringComparison.Ordinal);

        await place.PullAsync(update: true);
        place.AssertPulled();
    }

    [Fact]
    public async Task A_hash_that_the_source_states_holds_against_the_hub_and_against_an_update()
    {
        await using var place = await Workplace.StartAsync();
        place.EditSource(x => x["files"]!["e/model.onnx"]!["sha256"] = new string('1', 64));
        var error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync(update: true));
        Assert.Contains($"bundle.source.json says {new string('1', 64)}", error.Message, StringComparison.Ordinal);

        place.Hub.TellsHashes = true;
        place.Hub.Requests.Clear();
        error = await Assert.ThrowsAsync<CliException>(() => place.PullAsync(update: true));
        Assert.Contains("as the hub says", error.Message, StringComparison.Ordinal);
        Assert.Empty(place.Hub.Downloads(Workplace.Graph));
    }

    [Fact]
    public async Task A_source_of_which_no_bundle_can_be_made_is_refused_before_anything_is_asked_for()
    {
        await using var place = await Workplace.StartAsync();
        place.EditSource(x => x["models"]![0]!["maxTokens"] = 0);
        var error = await Assert.ThrowsAsync<BundleRefusedException>(() => place.PullAsync());
        Assert.Contains("a limit of 0 tokens is too low", error.Message, StringComparison.Ordinal);
        Assert.Empty(place.Hub.Requests);
    }

    [Fact]
    public async Task A_file_of_the_cache_that_was_damaged_is_fetched_again_and_alone()
    {
        await using var place = await Workplace.StartAsync();
        await place.PullAsync();
        await File.WriteAllBytesAsync(place.Pulled(Workplace.Graph), new byte[400_000]);
        place.Hub.Requests.Clear();
        Assert.Equal(1, (await place.PullAsync()).Downloaded);
        place.AssertPulled();
        Assert.Equal([Workplace.Graph], place.Hub.Requests.Select(x => x.Path));
    }

    [Fact]
    public async Task Two_pulls_at_once_fetch_every_file_once()
    {
        await using var place = await Workplace.StartAsync();
        var gate = new TaskCompletionSource();
        place.Hub.Misbehave = async (_, _, _) =>
        {
            await gate.Task;
            return false;
        };
        var first = place.PullAsync();
        await Eventually.IsTrueAsync(() => place.Hub.Requests.Any(x => x.Method == "GET"), "the first pull downloads");
        place.Settings = place.Settings with { Wait = false };
        var refused = await Assert.ThrowsAsync<CliException>(() => place.PullAsync());
        Assert.Contains($"Process {Environment.ProcessId} on ", refused.Message, StringComparison.Ordinal);

        place.Settings = place.Settings with { Wait = true };
        var second = place.PullAsync();
        await Eventually.IsTrueAsync(() => place.Notes.Texts.Any(x => x.EndsWith("is pulling this bundle already; waiting for it.", StringComparison.Ordinal)), "the second pull waits");
        gate.SetResult();
        Assert.Equal((3, 0), ((await first).Downloaded, (await second).Downloaded));
        place.AssertPulled();
        Assert.All(place.Hub.Files.Keys, x => Assert.Single(place.Hub.Downloads(x)));
    }
}
