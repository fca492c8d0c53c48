namespace Attune.Hosting;

/// <summary>
/// The service cannot start, or a migration cannot be applied, for a reason that its message explains completely: printed
/// as one line without a stack trace, exit code 1. Throw it from <c>StartAsync</c> of a hosted service or from an <see cref="IMigrator"/>.
/// </summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="inner">The cause; logged at Debug only.</param>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
