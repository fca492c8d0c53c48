namespace Attune.Storage.Unit.Connections;

public sealed class StorageOptionsValidatorTests
{
    [Theory]
    [InlineData("", "Set the environment variable Storage__ConnectionString")]
    [InlineData("Host=h", "Add Database=")]
    [InlineData("postgres://h:x/db", "not a number from 1 to 65535")]
    public void An_unusable_connection_string_is_refused_with_its_fix(string text, string fix)
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { ConnectionString = text });

        Assert.Contains(fix, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=h;Database=db")]
    [InlineData("postgres://h/db")]
    public void A_usable_one_passes(string text) =>
        Assert.True(new StorageOptionsValidator().Validate(null, new StorageOptions { ConnectionString = text }).Succeeded);
}
