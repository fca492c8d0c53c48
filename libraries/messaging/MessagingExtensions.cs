using Attune.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Attune.Messaging;

/// <summary>Registers messages between processes.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// An <see cref="IMessagePublisher"/>, connections that heal themselves, and a readiness check. Options come from the section
    /// <c>Messaging</c>.
    /// </summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<MessagingOptions, MessagingOptionsValidator>(MessagingOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        // MassTransit tells of every attempt; what matters is logged here. First, so that configuration can ask for more.
        builder.Services.Configure<LoggerFilterOptions>(
            filter => filter.Rules.Insert(0, new LoggerFilterRule(null, "MassTransit", LogLevel.None, null)));
        builder.Services.AddSingleton<OutageLog>();
        builder.Services.AddSingleton<PublishingConnection>();
        builder.Services.AddSingleton<ConsumingConnection>();
        builder.Services.AddSingleton<QueueTopology>();
        builder.Services.AddSingleton<ConfirmedSender>();
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.AddSingleton<ConsumerProblems>();
        builder.Services.AddSingleton<IMessagePublisher, MessagePublisher>();
        builder.Services.AddSingleton<IQueueInspector, QueueInspector>();
        builder.Services.AddSingleton<IReadinessCheck, MessagingReadinessCheck>();
        builder.Services.AddHostedService<ConnectAtStart>();
        return builder;
    }

    /// <summary>
    /// Hands every message of a queue to a <typeparamref name="THandler"/> of its own, created in a scope of its own. Stopping
    /// the host lets running handlers finish within its shutdown time-out.
    /// </summary>
    /// <param name="builder">A host with messaging.</param>
    /// <param name="queue">What is consumed.</param>
    /// <param name="configure">
    /// Called once the settings of the host are known to be right; options that contradict each other keep it from starting.
    /// </param>
    public static IHostApplicationBuilder AddConsumer<TMessage, THandler>(
        this IHostApplicationBuilder builder, Queue queue, Action<ConsumerOptions, IServiceProvider>? configure = null)
        where TMessage : class
        where THandler : class, IMessageHandler<TMessage>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(queue);
        builder.Services.TryAddScoped<THandler>();
        builder.Services.AddSingleton(new ConsumedQueue(queue));
        builder.Services.AddSingleton<IHostedService>(services =>
        {
            var options = new ConsumerOptions();
            configure?.Invoke(options, services);
            options.Validate(queue);
            var processor = ActivatorUtilities.CreateInstance<DeliveryProcessor<TMessage, THandler>>(services, queue);
            var handler = ActivatorUtilities.CreateInstance<DeliveryHandler>(services, queue, options, processor);
            return ActivatorUtilities.CreateInstance<QueueConsumer>(services, queue, options, handler);
        });
        return builder;
    }

    /// <summary>
    /// Sends what the service leaves in its outbox (see <see cref="OutboxTable"/>) from this process, with confirmations. Any number of
    /// processes may do so.
    /// </summary>
    /// <param name="builder">A host with storage and messaging.</param>
    /// <param name="route">Says where each kind of message goes.</param>
    /// <param name="pollInterval">How often the outbox is looked at, besides being woken by an <see cref="OutboxSignal"/>.</param>
    public static IHostApplicationBuilder AddOutbox(
        this IHostApplicationBuilder builder, Action<OutboxRoutes> route, Func<IServiceProvider, TimeSpan> pollInterval)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(pollInterval);
        var routes = new OutboxRoutes();
        route(routes);
        builder.Services.TryAddSingleton<OutboxSignal>();
        builder.Services.AddSingleton(routes).AddSingleton(services => new OutboxOptions(pollInterval(services)))
            .AddHostedService<OutboxRelay>();
        return builder;
    }
}
