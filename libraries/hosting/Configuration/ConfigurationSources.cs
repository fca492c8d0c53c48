namespace Attune.Hosting.Configuration;

/// <summary>Where settings come from; a later source wins.</summary>
internal static class ConfigurationSources
{
    /// <summary>
    /// <c>appsettings.json</c> beside the executable, environment variables, <c>--Section:Key=value</c>. The working
    /// directory is deliberately no source: it is the caller's, and watching a whole checkout for changes is expensive.
    /// </summary>
    public static void AddAttuneSources(this IConfigurationBuilder configuration, string[] args) => configuration
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false)
        .AddEnvironmentVariables()
        .AddCommandLine(args);
}
