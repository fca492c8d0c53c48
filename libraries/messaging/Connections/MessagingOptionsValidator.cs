using System.Text.RegularExpressions;

namespace Attune.Messaging;

internal sealed partial class MessagingOptionsValidator : IValidateOptions<MessagingOptions>
{
    private const string Example = "amqp://attune:…@127.0.0.1:5672";

    public ValidateOptionsResult Validate(string? name, MessagingOptions options)
    {
        string?[] problems =
        [
            UriProblem(options.Uri),
            Prefix().IsMatch(options.Prefix)
                ? null
                : $"Messaging:Prefix is '{options.Prefix}'. Use 1 to 64 of a-z, 0-9, '-' and '.', a letter first",
            options.ConcurrentPublishes is > 0 and <= 256
                ? null
                : $"Messaging:ConcurrentPublishes is {options.ConcurrentPublishes}. Use 1 to 256",
            options.PublishTimeout > TimeSpan.Zero && options.PublishTimeout <= TimeSpan.FromHours(1)
                ? null
                : $"Messaging:PublishTimeout is {options.PublishTimeout}. Use more than 0 and at most 01:00:00",
            options.Heartbeat >= TimeSpan.FromSeconds(1) && options.Heartbeat <= TimeSpan.FromMinutes(5)
                ? null
                : $"Messaging:Heartbeat is {options.Heartbeat}. Use 00:00:01 to 00:05:00",
        ];
        return problems.OfType<string>().ToArray() is { Length: > 0 } found
            ? ValidateOptionsResult.Fail(found)
            : ValidateOptionsResult.Success;
    }

    // None of the messages quotes the URI: it may hold a password.
    private static string? UriProblem(string uri)
    {
        if (string.IsNullOrWhiteSpace(uri))
            return $"Messaging:Uri is empty. Set the environment variable Messaging__Uri, for example to {Example}";
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
            return $"Messaging:Uri is no URI. Write it like {Example} and percent-encode special characters of the password";
        if (parsed.Scheme is not ("amqp" or "amqps"))
            return $"Messaging:Uri begins with '{parsed.Scheme}:'. Use amqp:// or amqps://, for example {Example}";
        if (parsed.Host.Length == 0) return $"Messaging:Uri names no host. Write it like {Example}";
        if (parsed.UserInfo.Count(':') > 1)
            return "Messaging:Uri has more than one ':' before the '@'. Percent-encode special characters of the user and the password";
        return parsed.Segments.Length > 2
            ? "Messaging:Uri has a path of several parts. A virtual host is one part, with %2F for a slash in its name"
            : null;
    }

    [GeneratedRegex("^[a-z][a-z0-9.-]{0,63}$")]
    private static partial Regex Prefix();
}
