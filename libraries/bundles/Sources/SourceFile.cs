namespace Attune.Bundles.Sources;

/// <summary>Where one file of a bundle comes from.</summary>
public sealed record SourceFile
{
    /// <summary>One of the source's repositories.</summary>
    public required string Repository { get; init; }

    /// <summary>Its path there.</summary>
    public required string Path { get; init; }

    /// <summary>Its length, where it is known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its SHA-256 in lower-case hex, where it is known from elsewhere than the download itself.</summary>
    public string? Sha256 { get; init; }
}
