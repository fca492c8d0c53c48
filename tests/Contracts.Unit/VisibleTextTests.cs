using System.Text;

namespace Attune.Contracts.Unit;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\u00A0\u3000\u2028")]
    [InlineData("\u200B\u2060")]
    [InlineData("\uFEFF\u00AD\u061C\u200E")]
    [InlineData("\u115F\u1160\u3164\uFFA0")]
    [InlineData("\u2800\u2800")]
    [InlineData("\uFE0F\uFE00\u180B\u034F")]
    [InlineData("\U000E0041\U000E0100")]
    [InlineData("\U0001D173\U0001BCA0\u17B4")]
    [InlineData("\u0000\u0007\u0085")]
    public void What_shows_nothing_is_blank(string text) => Assert.True(VisibleText.IsBlank(text));

    [Theory]
    [InlineData("\u200Ba\u2060")]
    [InlineData("밤편지")]
    [InlineData("…")]
    [InlineData("❤\uFE0F")]
    [InlineData("\U0001F468\u200D\U0001F469")]
    [InlineData("\u2801")]
    [InlineData("\uFFFD")]
    [InlineData("4′33″")]
    public void What_shows_anything_is_not(string text) => Assert.False(VisibleText.IsBlank(text));

    [Fact]
    public void No_letter_digit_or_punctuation_of_any_script_is_blank_but_the_fillers_of_hangul()
    {
        var wrong = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune)) && VisibleText.IsBlank(rune.ToString()));
        Assert.Equal([0x115F, 0x1160, 0x3164, 0xFFA0], wrong.Select(rune => rune.Value));
    }
}
