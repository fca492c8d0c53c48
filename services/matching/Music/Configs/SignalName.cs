namespace Attune.Matching.Music.Configs;

/// <summary>
/// The signals of stage 1, in the order in which they are added up, stored and shown. One more is a name here, an <see cref="ISignal"/>,
/// and a line where signals are made.
/// </summary>
internal static class SignalName
{
    public const string Vector = "vector", Genre = "genre", Audio = "audio", Emotion = "emotion", Artist = "artist", Album = "album",
        Era = "era";

    public static readonly IReadOnlyList<string> All = [Vector, Genre, Audio, Emotion, Artist, Album, Era];
}
