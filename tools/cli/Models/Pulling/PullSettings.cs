namespace Attune.Cli.Models.Pulling;

/// <summary>How downloads behave.</summary>
internal sealed record PullSettings
{
    /// <summary>Where repositories are looked for: <c>{address}/{owner}/{name}/resolve/{revision}/{path}</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Sent to the host of <see cref="Address"/> alone, and never in the clear except to this machine.</summary>
    public string? Token { get; init; }

    /// <summary>A connection that is silent for so long is given up and tried again.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failures in a row, none of which brought a single byte, after which a download is given up.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Before the second attempt; doubled before every further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause, also where a server asks for more.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>When another process pulls the same bundle: wait for it, or say so and end.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>From the option, else the environment: this project's own variable, then Hugging Face's.</summary>
    /// <exception cref="CliException">It is no address.</exception>
    public static Uri ParseAddress(string? option)
    {
        var text = FirstOf(
            option, Environment.GetEnvironmentVariable("ATTUNE_MODEL_SOURCE"), Environment.GetEnvironmentVariable("HF_ENDPOINT"),
            "https://huggingface.co");
        if (!Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0 || address.Query.Length > 0)
            throw new CliException(
                $"'{text}' is no address to download from; write https://host/path, and a token into HF_TOKEN.", ExitCode.Unusable);
        return address;
    }

    private static string FirstOf(params string?[] values) => values.First(x => !string.IsNullOrWhiteSpace(x))!;
}
