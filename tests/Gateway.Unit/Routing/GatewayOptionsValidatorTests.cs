using Attune.Gateway.Routing;

namespace Attune.Gateway.Unit.Routing;

public sealed class GatewayOptionsValidatorTests
{
    [Fact]
    public void Every_address_that_is_missing_or_wrong_is_named_with_its_fix()
    {
        var options = new GatewayOptions { Matching = new() { Address = "localhost:7402" }, Training = new() { Address = "http://host:1/path" } };

        var result = new GatewayOptionsValidator().Validate(name: null, options);

        Assert.Equal(
            [
                "Gateway:Embedding:Address is not set. Set it to where embedding listens, e.g. http://127.0.0.1:7401 (environment variable Gateway__Embedding__Address).",
                "Gateway:Matching:Address 'localhost:7402' is not an address. Write http://host:port or https://host:port.",
                "Gateway:Training:Address holds more than a host and a port. Write http://host:1.",
            ],
            result.Failures);
    }

    [Fact]
    public void Good_addresses_are_accepted()
    {
        var backend = new BackendOptions { Address = "http://127.0.0.1:7401" };

        Assert.True(new GatewayOptionsValidator().Validate(name: null, new GatewayOptions { Embedding = backend, Matching = backend, Training = backend }).Succeeded);
    }
}
