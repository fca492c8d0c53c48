namespace Attune.BuiltinEvaluation.Measures;

/// <summary>
/// Expected calibration error: predictions are put into ten bins of equal width by their probability; the error is the mean, over
/// predictions, of how far a bin's share of right ones is from its mean probability. C. Guo, G. Pleiss, Y. Sun and K. Weinberger, "On
/// calibration of modern neural networks", ICML 2017.
/// </summary>
internal static class Calibration
{
    public const int Bins = 10;

    /// <param name="predictions">At least one; probabilities from 0 to 1.</param>
    /// <returns>0 (as often right as it says) to 1.</returns>
    public static double Error(IEnumerable<(double Probability, bool IsRight)> predictions)
    {
        var (counts, probabilities, right) = (new int[Bins], new double[Bins], new int[Bins]);
        foreach (var (probability, isRight) in predictions)
        {
            var bin = Math.Min((int)(probability * Bins), Bins - 1);
            counts[bin]++;
            probabilities[bin] += probability;
            right[bin] += isRight ? 1 : 0;
        }

        return Enumerable.Range(0, Bins).Sum(bin => Math.Abs(right[bin] - probabilities[bin])) / counts.Sum();
    }
}
