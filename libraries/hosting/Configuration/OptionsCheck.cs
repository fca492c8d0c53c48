namespace Attune.Hosting.Configuration;

/// <summary>Validates one options class; the checks of all classes run together before anything starts.</summary>
internal abstract class OptionsCheck(string section, Type type)
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public string Section { get; } = section;

    /// <summary>The options class.</summary>
    public Type Type { get; } = type;

    /// <summary>Everything that is wrong, each with its fix; empty when all is well.</summary>
    public abstract IEnumerable<string> Validate();
}
