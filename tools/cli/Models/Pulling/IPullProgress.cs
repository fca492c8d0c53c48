namespace Attune.Cli.Models.Pulling;

/// <summary>Shows what a pull does.</summary>
internal interface IPullProgress
{
    /// <summary>A file is being downloaded.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="done">Bytes that are there already.</param>
    /// <param name="total">Its length, where known.</param>
    void Begin(string file, long done, long? total);

    /// <param name="done">Bytes of the current file that are there.</param>
    void Advance(long done);

    /// <summary>The current file is there.</summary>
    void End();

    /// <summary>Something worth a line.</summary>
    void Note(string text);
}
