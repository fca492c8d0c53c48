using System.CommandLine;
using System.Text.Json;
using Attune.Bundles.Sources;
using Attune.Cli.Models;
using Attune.Cli.Models.Pulling;
using Attune.Cli.Output;
using Attune.Tools;

namespace Attune.Cli.Commands;

/// <summary>
/// <c>models list</c>, <c>models verify BUNDLE</c>, <c>models pull BUNDLE</c>: model bundles on this machine. No service is asked.
/// </summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, verify and download model bundles.") { List(), Verify(), Pull() };

    private static Option<string?> Models() =>
        new("--models") { Description = "Folder with the bundles and their descriptions. Default: models of the checkout.",
            HelpName = "FOLDER" };

    private static Option<string?> Cache() =>
        new("--cache") { Description = "Folder that bundles are downloaded to. Default: ATTUNE_MODELS, else .dev/models of the checkout.",
            HelpName = "FOLDER" };

    private static Command List()
    {
        Option<string?> models = Models(), cache = Cache();
        var json = CommonOptions.Json();
        var command = new Command("list", "List the bundles, their models and whether they are here.") { models, cache, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var entries = await new BundleCatalog(ModelFolders.Find(parsed.GetValue(models), parsed.GetValue(cache))).ListAsync(
                cancellationToken);
            if (parsed.GetValue(json)) await Console.Out.WriteLineAsync(JsonSerializer.Serialize(entries, JsonOutput.Options));
            else BundleTable.Write(entries);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "Name of a bundle, or a folder with one." };
        Option<string?> models = Models(), cache = Cache();
        var command = new Command(
            "verify", "Check manifest, files, tokenizers and lock of a bundle. Exit code 1 when something is wrong.") { bundle, models,
                cache };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = ModelFolders.Find(parsed.GetValue(models), parsed.GetValue(cache));
            var name = parsed.GetRequiredValue(bundle);
            var folder = name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || name is "." or ".."
                ? Path.GetFullPath(name)
                : folders.Servable(name) ?? (Directory.Exists(name) ? Path.GetFullPath(name) : null);
            if (folder is null) throw new CliException(Unknown(folders, name), ExitCode.Unusable);
            var described = folders.Described(Path.GetFileName(folder));
            var lines = await HashProgress.ShowAsync(progress => BundleCheck.RunAsync(folder, described, progress, cancellationToken));
            foreach (var (good, text) in lines) await Console.Out.WriteLineAsync($"{(good ? "ok  " : "BAD ")} {text}");
            return lines.All(x => x.Good) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Command Pull()
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "Name of a bundle that models list shows." };
        var update = new Option<bool>("--update") { Description = "Accept what the source has now and rewrite the lock file." };
        var source = new Option<string?>(
            "--source") { Description = "Where to download from. Default: ATTUNE_MODEL_SOURCE, HF_ENDPOINT, https://huggingface.co. " +
                "HF_TOKEN is sent there and nowhere else.", HelpName = "ADDRESS" };
        var stall = new Option<double>(
            "--stall-timeout") { Description = "Give a silent connection up after so many seconds, and try again.",
            DefaultValueFactory = _ => 30 };
        stall.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 3600)) result.AddError("--stall-timeout is 0.1 to 3600 seconds.");
        });
        var noWait = new Option<bool>(
            "--no-wait") { Description = "End with exit code 1 when another process pulls the same bundle, instead of waiting for it." };
        Option<string?> models = Models(), cache = Cache();
        var command = new Command(
            "pull", "Download a bundle, or what is missing of it, and verify it. Interrupted, it goes on where it ended.") { bundle, update,
                source, stall, noWait, models, cache };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folders = ModelFolders.Find(parsed.GetValue(models), parsed.GetValue(cache));
            var name = parsed.GetRequiredValue(bundle);
            var described = folders.Described(name) ?? throw new CliException(Unknown(folders, name), ExitCode.Unusable);
            if (!File.Exists(Path.Combine(described, BundleSource.FileName)))
            {
                await Console.Out.WriteLineAsync($"{name} is in the repository; there is nothing to pull.");
                return ExitCode.Done;
            }
            var settings = new PullSettings
            {
                Address = PullSettings.ParseAddress(parsed.GetValue(source)), Token = Environment.GetEnvironmentVariable("HF_TOKEN"),
                StallTimeout = TimeSpan.FromSeconds(parsed.GetValue(stall)), Wait = !parsed.GetValue(noWait),
            };
            Task<PullResult> PullAsync(IPullProgress progress) =>
                new BundlePull(described, folders.Downloaded(name), settings, progress, TimeProvider.System).RunAsync(
                    parsed.GetValue(update), cancellationToken);
            var result = Terminal.DrawsBars
                ? await BarProgress.ShowAsync(PullAsync)
                : await PullAsync(new LineProgress(Console.Error, TimeProvider.System));
            await ReportAsync(name, result);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ReportAsync(string name, PullResult result)
    {
        foreach (var change in result.Changes) await Console.Out.WriteLineAsync($"changed: {change}");
        if (result.LockWritten is not null)
            await Console.Out.WriteLineAsync($"{result.LockWritten} is new; commit it, so that everybody gets the same files.");
        await Console.Out.WriteLineAsync(
            $"{name}: {(result.Downloaded == 0 ? "everything was there" : $"{result.Downloaded} files downloaded, " +
                $"{ByteSize.Format(result.Bytes)}")}; {result.Bundle.Hash}");
        await Console.Out.WriteLineAsync($"Serve it with Models__Bundle={result.Bundle.Folder}");
    }

    private static string Unknown(ModelFolders folders, string name) =>
        folders.Described(name) is not null
            ? $"{name} is not pulled yet: ./attune models pull {name}"
            : $"There is no bundle '{name}'. Known: {string.Join(", ", folders.Names())}.";
}
