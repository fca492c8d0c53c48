using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class StreamWriterTests
{
    [Fact]
    public async Task A_writer_that_cannot_cancel_takes_only_a_token_that_cannot_fire()
    {
        var writer = new PlainWriter();
        IAsyncStreamWriter<string> stream = writer;
        using var cancellation = new CancellationTokenSource();

        await stream.WriteAsync("one", CancellationToken.None);
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.WriteAsync("two", cancellation.Token));

        Assert.Equal(["one"], writer.Written);
    }

    private sealed class PlainWriter : IAsyncStreamWriter<string>
    {
        public List<string> Written { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Task.CompletedTask;
        }
    }
}
