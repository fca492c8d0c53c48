namespace Attune.Training.Reports;

/// <summary>McNemar's test with exact mid-p (Fagerland, Lydersen and Laake 2013), one-sided.</summary>
internal static class PairedTest
{
    /// <summary>
    /// P(X &gt; losses) + P(X = losses) / 2 with X ~ Binomial(wins + losses, 1/2): small when the losses are too many for chance. 0.5 when
    /// both are equal.
    /// </summary>
    /// <param name="wins">Rows that only the new model got right.</param>
    /// <param name="losses">Rows that only the old model got right.</param>
    public static double LossProbability(int wins, int losses)
    {
        var n = wins + losses;
        // log C(n, k) - n log 2, from k = 0 on, so that no number of rows overflows.
        double log = -n * Math.Log(2), tail = 0;
        for (var k = 0; k <= n; k++)
        {
            if (k >= losses) tail += Math.Exp(log) * (k == losses ? 0.5 : 1);
            log += Math.Log(n - k) - Math.Log(k + 1);
        }
        return Math.Clamp(tail, 0, 1);
    }
}
