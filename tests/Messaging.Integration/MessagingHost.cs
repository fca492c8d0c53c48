using Attune.Hosting;
using Attune.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attune.Messaging.Integration;

/// <summary>A process that publishes, and consumes when it is told a queue; as a service would set it up.</summary>
internal sealed class MessagingHost : IAsyncDisposable
{
    private readonly IHost _host;

    private MessagingHost(IHost host, Inbox inbox, LogLines log) => (_host, Inbox, Log) = (host, inbox, log);

    public Inbox Inbox { get; }

    public LogLines Log { get; }

    public IMessagePublisher Publisher => _host.Services.GetRequiredService<IMessagePublisher>();

    public IQueueInspector Inspector => _host.Services.GetRequiredService<IQueueInspector>();

    public IReadinessCheck Readiness => _host.Services.GetRequiredService<IReadinessCheck>();

    public static async Task<MessagingHost> StartAsync(
        TestRabbitMq broker, Queue? consume = null, Action<ConsumerOptions>? consumer = null, int? port = null, Action<Dictionary<string, string?>>? settings = null, Inbox? inbox = null)
    {
        var uri = new UriBuilder(broker.Uri);
        if (port is { } other) (uri.Host, uri.Port) = ("127.0.0.1", other);
        var configuration = new Dictionary<string, string?> { ["Messaging:Uri"] = uri.Uri.AbsoluteUri, ["Messaging:Prefix"] = broker.Prefix };
        settings?.Invoke(configuration);

        var builder = Host.CreateEmptyApplicationBuilder(new());
        foreach (var (key, value) in configuration) builder.Configuration[key] = value;
        var log = new LogLines();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(inbox ??= new Inbox());
        builder.AddMessaging();
        if (consume is not null) builder.AddConsumer<Note, NoteHandler>(consume, consumer is null ? null : (options, _) => consumer(options));
        var host = builder.Build();
        await host.StartAsync();
        return new MessagingHost(host, inbox, log);
    }

    public Task PublishAsync(Queue queue, Note note) => Publisher.PublishAsync(queue, note, CancellationToken.None);

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
