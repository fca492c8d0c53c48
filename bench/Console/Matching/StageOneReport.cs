namespace Attune.Bench.Matching;

/// <summary>Stage 1 against its peers. Ratios are of speeds, medians of the rounds' own: above 1, stage 1 is the faster one.</summary>
/// <param name="Numpy">Version and BLAS of the peer, or why there is none.</param>
/// <param name="OfNumpy">Null without NumPy.</param>
/// <param name="OfFloor">How many times the time of reading the tracks' vectors once.</param>
/// <param name="GenreShare">Of the time with all signals; the rest is vectors, sounds and top-k.</param>
/// <param name="Agreement">Null without NumPy.</param>
internal sealed record StageOneReport(
    int Tracks, int Playlists, int Dims, int Best, int Threads, string Numpy, IReadOnlyList<StageOneTime> Times,
    double? OfNumpy, double OfFloor, double FloorGigabytesPerSecond, double GenreShare, double AudioShare, Agreement? Agreement);
