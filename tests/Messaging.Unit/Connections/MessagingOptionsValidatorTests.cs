namespace Attune.Messaging.Unit.Connections;

public sealed class MessagingOptionsValidatorTests
{
    [Fact]
    public void All_problems_are_reported_at_once_with_their_fix()
    {
        var result = new MessagingOptionsValidator().Validate(null, new() { Uri = "", Prefix = "Ä", ConcurrentPublishes = 0, PublishTimeout = TimeSpan.Zero, Heartbeat = TimeSpan.Zero });

        Assert.Equal(5, result.Failures!.Count());
        Assert.Contains("Messaging__Uri", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hunter2@h")]
    [InlineData("amqp://u:hunter2#x@h")]
    [InlineData("amqp://u:a:hunter2@h")]
    [InlineData("amqp://u:hunter2@h/a/b")]
    [InlineData("amqp://u:hunter2@")]
    [InlineData("hunter2")]
    public void An_unusable_URI_is_refused_without_showing_it(string uri)
    {
        var result = new MessagingOptionsValidator().Validate(null, new() { Uri = uri });

        Assert.True(result.Failed);
        Assert.DoesNotContain("hunter2", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amqp://127.0.0.1")]
    [InlineData("amqps://u:p%40@h:5671/%2Fvhost")]
    public void A_usable_one_passes(string uri) => Assert.True(new MessagingOptionsValidator().Validate(null, new() { Uri = uri }).Succeeded);
}
