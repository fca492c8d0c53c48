using Attune.Hosting.Configuration;

namespace Attune.Hosting;

/// <summary>Registers options that are checked before anything starts.</summary>
public static class OptionsExtensions
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to a configuration section and validates it at start. All problems of all
    /// options are reported together, one a line, and the process ends with exit code 2. Inject <see cref="IOptions{TOptions}"/>.
    /// </summary>
    /// <param name="builder">The host being built.</param>
    /// <param name="section">The section, e.g. <c>Storage</c>; an environment variable spells it <c>Storage__ConnectionString</c>.</param>
    public static IHostApplicationBuilder AddValidatedOptions<TOptions, TValidator>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        var configuration = builder.Configuration.GetSection(section);
        builder.Services.AddOptions<TOptions>().Bind(configuration);
        builder.Services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        builder.Services.AddSingleton<OptionsCheck>(services => new OptionsCheck<TOptions>(section, configuration, services));
        return builder;
    }
}
