using Attune.Hosting;

namespace Attune.Embedding.Bundles;

internal static class BundleExtensions
{
    public static void AddModelBundle(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ModelsOptions, ModelsOptionsValidator>("Models");
        builder.Services.AddSingleton<ModelState>();
        builder.Services.AddSingleton<IReadinessCheck>(services => services.GetRequiredService<ModelState>());
        builder.Services.AddSingleton<ModelOpener>();
        builder.Services.AddHostedService<ModelLoader>();
    }
}
