namespace Attune.Storage;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const string Example = "Host=127.0.0.1;Port=5432;Database=attune;Username=attune;Password=…";

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Fail(
                $"Storage:ConnectionString is empty. Set the environment variable Storage__ConnectionString, for example to {Example}");

        try
        {
            var connection = PostgresConnectionString.Parse(options.ConnectionString);
            return string.IsNullOrEmpty(connection.Database)
                ? ValidateOptionsResult.Fail($"Storage:ConnectionString names no database. Add Database=… to it, for example {Example}")
                : ValidateOptionsResult.Success;
        }
        catch (FormatException exception)
        {
            return ValidateOptionsResult.Fail($"Storage:ConnectionString cannot be used. {exception.Message}");
        }
    }
}
