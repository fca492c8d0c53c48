using System.CommandLine;
using Attune.Catalogues.Rows;
using Attune.Catalogues.Synthetic;
using Attune.Catalogues.Variants;

namespace Attune.Catalogues;

/// <summary>Writes the catalogues that rankings are measured on.</summary>
internal static class CatalogueCommand
{
    private const double ShareInOtherScripts = 0.1;

    public static RootCommand Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
            { Description = "Folder to write tracks.jsonl and playlists.jsonl to.", Required = true };
        var samples = new Option<DirectoryInfo>("--samples")
            { Description = "Folder of the samples.", DefaultValueFactory = _ => new DirectoryInfo("samples") };
        var seed = new Option<long>("--seed") { Description = "Another one is another catalogue.", DefaultValueFactory = _ => 1 };
        return new RootCommand("Writes a catalogue to measure on, as ./attune cli import reads it: made here, of the samples or of a seed.")
        {
            Of("stripped", "The samples as an export knows them: title, artists, album and year, and the names of playlists.",
                (_, stripped, _) => stripped),
            Of("other-scripts", "The same with a tenth of the titles in other scripts.",
                (_, stripped, drawn) => OtherScripts.Write(stripped, ShareInOtherScripts, drawn)),
            Synthetic(
                "synthetic", "Made of a seed: artists with albums, eras and styles; playlists by artist, era, mood, and mixed.",
                    100_000, 2_000,
                (drawn, tracks, playlists) => new SyntheticOptions(drawn, tracks, playlists)),
            Synthetic(
                "library", "The library of one listener, made of a seed: an export of long playlists, and no track that is in " +
                    "none of them.",
                    20_000, 25,
                (drawn, tracks, playlists) => new SyntheticOptions(
                    drawn, tracks, playlists, TypicalLength: 85, Fewest: 20, Tags: false, OnlyMembers: true)),
        };

        Command Of(string name, string description, Func<Catalogue, Catalogue, long, Catalogue> make)
        {
            var command = new Command(name, description) { folder, samples, seed };
            command.SetAction(async (parsed, cancellationToken) =>
            {
                var read = await CatalogueFiles.ReadAsync(parsed.GetRequiredValue(samples).FullName, cancellationToken);
                await WriteAsync(
                    make(read, Stripping.Strip(read), parsed.GetRequiredValue(seed)), parsed.GetRequiredValue(folder), cancellationToken);
            });
            return command;
        }

        Command Synthetic(
            string name, string description, int manyTracks, int manyPlaylists, Func<long, int, int, SyntheticOptions> options)
        {
            var tracks = new Option<int>("--tracks")
                { Description = "How many there are to draw from, at least 100.", DefaultValueFactory = _ => manyTracks };
            var playlists = new Option<int>("--playlists") { Description = "How many.", DefaultValueFactory = _ => manyPlaylists };
            var command = new Command(name, description) { folder, seed, tracks, playlists };
            tracks.Validators.Add(result =>
                { if (result.GetValueOrDefault<int>() is < 100 or > 10_000_000) result.AddError("--tracks must be 100 to 10,000,000."); });
            playlists.Validators.Add(result =>
                { if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000) result.AddError("--playlists must be 1 to 1,000,000."); });
            command.SetAction((parsed, cancellationToken) => WriteAsync(
                SyntheticCatalogue.Make(options(
                    parsed.GetRequiredValue(seed), parsed.GetRequiredValue(tracks), parsed.GetRequiredValue(playlists))),
                parsed.GetRequiredValue(folder), cancellationToken));
            return command;
        }
    }

    private static async Task WriteAsync(Catalogue catalogue, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        await CatalogueFiles.WriteAsync(catalogue, folder.FullName, cancellationToken);
        await Console.Error.WriteLineAsync(
            $"{catalogue.Tracks.Count:N0} tracks and {catalogue.Playlists.Count:N0} playlists in {folder.FullName}".AsMemory(),
            cancellationToken);
    }
}
