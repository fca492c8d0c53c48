using Attune.Testing;

namespace Attune.Bundles.Unit;

public sealed class BuiltInBundleTests
{
    [Fact]
    public async Task The_built_in_bundle_is_sound_and_has_a_model_of_every_use()
    {
        var bundle = await BundleReader.ReadAsync(RepositoryRoot.Combine("models", "builtin"), CancellationToken.None);
        await BundleFiles.VerifyAsync(bundle, CancellationToken.None);
        Assert.Equal("builtin", bundle.Manifest.Name);
        Assert.Equal(["encoder", "cross-encoder", "multi-label"], bundle.Manifest.Models.Select(x => x.Kind));
        Assert.Equal("attune-builtin-emotions", Assert.Single(bundle.Manifest.Models, x => x.Experimental).Name);
    }

    [Fact]
    public async Task The_emotions_are_those_of_the_production_bundle_in_the_same_buckets()
    {
        var builtin = (await BundleReader.ReadAsync(RepositoryRoot.Combine("models", "builtin"), CancellationToken.None)).Manifest.Models.OfType<MultiLabelManifest>().Single();
        var source = (await Sources.SourceReader.ReadSourceAsync(RepositoryRoot.Combine("models", "production"), CancellationToken.None))!;
        var production = source.Models.Single(x => x["kind"]!.ToString() == MultiLabelManifest.KindName);
        Assert.Equal(production["labels"]!.AsArray().Select(x => x!.ToString()), builtin.Labels);
        Assert.Equal(
            production["buckets"]!.AsArray().Select(x => $"{x!["name"]}: {string.Join(' ', x["labels"]!.AsArray())}"),
            builtin.Buckets.Select(x => $"{x.Name}: {string.Join(' ', x.Labels)}"));
        Assert.Equal(["anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral"], builtin.Buckets.Select(x => x.Name));
    }
}
