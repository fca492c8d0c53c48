using Attune.BuiltinEvaluation.Sets;
using Attune.Testing;

namespace Attune.BuiltinEvaluation.Unit;

public sealed class EmotionSentencesTests
{
    private static readonly IReadOnlyList<EmotionSentence> Test = Read(Split.Test), Calibration = Read(Split.Dev);

    [Fact]
    public void Every_label_has_twelve_sentences_to_test_and_ten_to_calibrate()
    {
        Assert.Equal(28, Test.Select(x => x.Label).Distinct().Count());
        Assert.All(Test.CountBy(x => x.Label), count => Assert.Equal(12, count.Value));
        Assert.All(Calibration.CountBy(x => x.Label), count => Assert.Equal(10, count.Value));
        Assert.Equal(Test.Select(x => x.Label).ToHashSet(), Calibration.Select(x => x.Label).ToHashSet());
    }

    [Fact]
    public void No_sentence_comes_twice_or_names_its_label()
    {
        EmotionSentence[] all = [.. Test, .. Calibration];
        Assert.Equal(all.Length, all.Select(x => x.Text.ToLowerInvariant()).Distinct().Count());
        Assert.All(all, x => Assert.DoesNotContain(x.Label, x.Text, StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<EmotionSentence> Read(Split split) => SetReader.ReadEmotions(Path.Combine(RepositoryRoot.Path, "tools", "builtin-model", "evaluation", "emotions"), split);
}
