using Attune.Matching.Music.Scoring;

namespace Attune.Bench.Matching;

/// <summary>Whether two contenders found the same.</summary>
/// <param name="Places">Places of all lists.</param>
/// <param name="Same">Places that hold the same track.</param>
/// <param name="WorstDifference">Largest difference of the cosines at a place: rounding exchanges tracks, but hardly their cosines.</param>
internal sealed record Agreement(int Places, int Same, double WorstDifference)
{
    /// <summary>A sum of a thousand products in single precision, in whatever order.</summary>
    private const double Rounding = 2e-6;

    public bool Holds => WorstDifference <= Rounding;

    public static Agreement Of(IReadOnlyList<Shortlist> ours, double[][][] theirs)
    {
        int places = 0, same = 0;
        double worst = 0;
        for (var playlist = 0; playlist < theirs.Length; playlist++)
        {
            if (ours[playlist].Hits.Count != theirs[playlist].Length)
                return new(0, 0, double.PositiveInfinity);
            foreach (var (hit, other) in ours[playlist].Hits.Zip(theirs[playlist]))
            {
                places++;
                same += hit.Row == (int)other[0] ? 1 : 0;
                worst = Math.Max(worst, Math.Abs((2 * hit.Signals[0]) - 1 - other[1]));
            }
        }

        return new(places, same, worst);
    }
}
