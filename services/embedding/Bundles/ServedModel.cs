using Attune.Bundles;
using Attune.Embedding.Models;
using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Bundles;

/// <summary>A model that passed every test, and the way to it.</summary>
internal sealed record ServedModel<TModel>(TModel Model, ModelQueue Queue)
    where TModel : Model
{
    public ModelManifest Manifest => Model.Manifest;
}
