namespace Attune.Hosting.Configuration;

/// <inheritdoc/>
internal sealed class OptionsCheck<TOptions>(string section, IConfigurationSection configuration, IServiceProvider services)
    : OptionsCheck(section, typeof(TOptions))
    where TOptions : class
{
    public override IEnumerable<string> Validate()
    {
        // The binder stops at the first value that it cannot convert, so look at each of them first.
        var unreadable = UnreadableValues.Find(configuration, typeof(TOptions)).ToDictionary(value => value.Path, value => value.Problem);
        if (unreadable.Count > 0) return [.. unreadable.Values, .. ValidateOthers(unreadable)];
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    /// <summary>Validates what can be read, as if the rest were not set, and leaves out what that says about the rest.</summary>
    private IEnumerable<string> ValidateOthers(Dictionary<string, string> unreadable)
    {
        var readable = new ConfigurationBuilder()
            .AddInMemoryCollection(configuration.AsEnumerable().Where(pair => pair.Value is not null && !unreadable.ContainsKey(pair.Key)))
            .Build();
        var options = readable.GetSection(Section).Get<TOptions>() ?? Activator.CreateInstance<TOptions>();
        return services.GetServices<IValidateOptions<TOptions>>()
            .SelectMany(validator => validator.Validate(Microsoft.Extensions.Options.Options.DefaultName, options).Failures ?? [])
            .Where(failure => !unreadable.Keys.Any(path => failure.Contains(path, StringComparison.OrdinalIgnoreCase)));
    }
}
