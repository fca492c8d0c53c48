namespace Attune.Embedding.Integration;

/// <summary>One serving process for the tests that only call it.</summary>
public sealed class ServingFixture : IAsyncLifetime
{
    public EmbeddingProcess Service { get; } = EmbeddingProcess.Start();

    public Task InitializeAsync() => Service.ServeAsync();

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
