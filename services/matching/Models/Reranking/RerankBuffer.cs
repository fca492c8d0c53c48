using Attune.Matching.Models.Bundles;
using Attune.Matching.Models.Calls;
using Npgsql;

namespace Attune.Matching.Models.Reranking;

/// <summary>
/// Gathers the scores of several concurrent calls and stores them in bulk: each is delivered once it is stored, or at once where nothing
/// is. A refusal is no score, and stored as what it is.
/// </summary>
internal sealed class RerankBuffer(NpgsqlConnection connection, ModelKey reranker, bool store, Action<RerankKey, RerankAnswer> deliver)
    : IDisposable
{
    private const int Full = 1_024;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<StoredScore> _scores = new(Full);

    public long Count { get; private set; }

    public async Task AddAsync(IReadOnlyList<RerankKey> pairs, IReadOnlyList<RerankAnswer> answers, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var refused = pairs.Zip(answers).Where(pair => pair.Second.Refusal is not null)
                .Select(pair => (pair.First, pair.Second.Refusal!));
            if (store) await RerankStore.RefuseAsync(connection, reranker, refused, cancellationToken);
            foreach (var (pair, answer) in pairs.Zip(answers))
            {
                if (answer.Refusal is not null) deliver(pair, answer);
                else _scores.Add(new StoredScore(pair, answer.Score));
            }
            Count += answers.Count(answer => answer.Refusal is null);
            if (_scores.Count >= Full || !store) await EmptyAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stores and delivers what is left.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await EmptyAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        if (store) await RerankStore.SaveAsync(connection, reranker, _scores, cancellationToken);
        foreach (var score in _scores) deliver(score.Key, new RerankAnswer(score.Score, null));
        _scores.Clear();
    }
}
