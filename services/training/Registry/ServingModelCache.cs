using Attune.Training.Models;

namespace Attune.Training.Registry;

/// <summary>The serving model in memory; the store has the truth.</summary>
internal sealed partial class ServingModelCache(ModelRegistry registry, ILogger<ServingModelCache> logger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile ServingModel? _current;

    /// <summary>
    /// What serves, as it was seen last. A process that has just been started has to look first: not to know is not that there is none.
    /// </summary>
    public ValueTask<ServingModel> GetAsync(CancellationToken cancellationToken) =>
        _current is { } seen ? ValueTask.FromResult(seen) : new(RefreshAsync(cancellationToken));

    /// <summary>Looks which model serves, and loads it when it is another one.</summary>
    public async Task<ServingModel> RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var promotion = await registry.ServingAsync(cancellationToken);
            // Promotions only rise; an older answer cannot come behind a newer one, for one asks at a time.
            if (_current is { } seen && promotion?.Id == seen.Promotion?.Id) return seen;
            return _current = promotion is null ? ServingModel.None : await LoadAsync(promotion, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ServingModel> LoadAsync(Promotion promotion, CancellationToken cancellationToken)
    {
        try
        {
            var content = await registry.ContentAsync(promotion.ModelId, cancellationToken);
            var model = ModelDocument.Parse(promotion.ModelId, content!).ToModel();
            Log.Serving(logger, promotion.ModelId, promotion.Id, promotion.Kind);
            return new(promotion, model, "");
        }
        catch (ModelRefusedException error)
        {
            Log.Refused(logger, error.Message);
            return new(promotion, null, error.Message);
        }
    }
}
