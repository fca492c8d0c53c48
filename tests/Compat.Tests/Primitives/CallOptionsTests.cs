using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class CallOptionsTests
{
    [Fact]
    public void Every_setting_is_changed_in_a_copy_and_leaves_the_others()
    {
        using var cancellation = new CancellationTokenSource();
        var headers = new Metadata();
        var deadline = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var writeOptions = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var original = default(CallOptions);

        var changed = original
            .WithHeaders(headers)
            .WithDeadline(deadline)
            .WithCancellationToken(cancellation.Token)
            .WithWriteOptions(writeOptions)
            .WithCredentials(credentials)
            .WithWaitForReady();

        Assert.Same(headers, changed.Headers);
        Assert.Equal(deadline, changed.Deadline);
        Assert.Equal(cancellation.Token, changed.CancellationToken);
        Assert.Same(writeOptions, changed.WriteOptions);
        Assert.Same(credentials, changed.Credentials);
        Assert.True(changed.IsWaitForReady);
        Assert.False(changed.WithWaitForReady(false).IsWaitForReady);
        Assert.Null(changed.PropagationToken);
        Assert.Null(original.Headers);
        Assert.Null(original.Deadline);
        Assert.False(original.IsWaitForReady);
    }

    [Fact]
    public void The_constructor_takes_what_the_copies_take()
    {
        var headers = new Metadata();
        var deadline = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        var options = new CallOptions(headers, deadline, writeOptions: WriteOptions.Default);

        Assert.Same(headers, options.Headers);
        Assert.Equal(deadline, options.Deadline);
        Assert.Same(WriteOptions.Default, options.WriteOptions);
        Assert.Equal(CancellationToken.None, options.CancellationToken);
    }

    [Fact]
    public void Write_options_are_plain_unless_flagged()
    {
        Assert.Equal(default, WriteOptions.Default.Flags);
        Assert.Equal(1, (int)WriteFlags.BufferHint);
        Assert.Equal(2, (int)WriteFlags.NoCompress);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Propagation_takes_over_what_it_is_told(bool deadline, bool cancellation)
    {
        var options = new ContextPropagationOptions(deadline, cancellation);

        Assert.Equal((deadline, cancellation), (options.IsPropagateDeadline, options.IsPropagateCancellation));
        Assert.True(ContextPropagationOptions.Default.IsPropagateDeadline);
        Assert.True(ContextPropagationOptions.Default.IsPropagateCancellation);
    }
}
