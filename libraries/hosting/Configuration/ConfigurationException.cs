namespace Attune.Hosting.Configuration;

/// <summary>The configuration does not allow a start.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Everything that is wrong, each with its fix.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    /// <summary>Runs every check and throws when any of them finds something.</summary>
    public static void ThrowIfInvalid(IServiceProvider services)
    {
        var checks = services.GetServices<OptionsCheck>().ToList();
        var problems = checks.SelectMany(check => check.Validate())
            .Concat(UnknownKeys.Find(services.GetRequiredService<IConfiguration>(), checks))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (problems.Count > 0) throw new ConfigurationException(problems);
    }
}
