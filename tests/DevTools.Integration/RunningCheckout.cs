namespace Attune.DevTools.Integration;

/// <summary>One checkout for all tests that need servers: booting RabbitMQ is what takes time here.</summary>
public sealed class RunningCheckout : IAsyncLifetime
{
    internal Checkout Checkout { get; private set; } = null!;

    /// <summary>Another checkout, which uses the servers of this one and starts none.</summary>
    internal async Task<Checkout> CreateGuestAsync()
    {
        var rows = await Checkout.StatusAsync();
        if (rows["postgres"].Health != "serving" || rows["rabbitmq"].Health != "serving")
            rows = await Checkout.UpAsync();
        var guest = await Checkout.CreateAsync(withServers: false);
        guest.Environment["ATTUNE_POSTGRES"] =
            $"Host=127.0.0.1;Port={rows["postgres"].Port};Username=attune;Password={Password("postgres")};Database=attune";
        guest.Environment["ATTUNE_RABBITMQ"] = $"amqp://attune:{Password("rabbitmq")}@127.0.0.1:{rows["rabbitmq"].Port}";
        return guest;
    }

    public async Task InitializeAsync()
    {
        Checkout = await Checkout.CreateAsync(withServers: true);
        (await Checkout.RunAsync("up")).ShouldExitWith(0);
    }

    public async Task DisposeAsync() => await Checkout.DisposeAsync();

    private string Password(string server) => File.ReadAllText(Checkout.PathOf(".dev", server, "password")).Trim();
}
