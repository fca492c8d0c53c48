namespace Attune.Hosting.Configuration;

/// <inheritdoc/>
internal sealed class OptionsCheck<TOptions>(string section, IConfigurationSection configuration, IServiceProvider services) : OptionsCheck(section, typeof(TOptions))
    where TOptions : class
{
    public override IEnumerable<string> Validate()
    {
        // The binder stops at the first value that it cannot convert, so look at each of them first.
        var unreadable = UnreadableValues.Find(configuration, typeof(TOptions)).ToList();
        if (unreadable.Count > 0) return unreadable;
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
}
