using Attune.Training.Features;

namespace Attune.Training.Unit.Features;

/// <summary>Titles as public scrapers have delivered them.</summary>
public sealed class OriginalSoundTests
{
    [Theory]
    [InlineData("original sound - Ana Silva")]
    [InlineData("som original - Ana Silva")]
    [InlineData("Som original - @ana.dev")]
    [InlineData("оригинальный звук - Ana Silva")]
    [InlineData("オリジナル楽曲 - ana silva")]
    [InlineData("sonido original - Ana Silva")]
    [InlineData("♬ son original - Ana Silva - Ana Silva")]
    [InlineData("sonido original - T de Tech - Ana Silva")]
    [InlineData("الصوت الأصلي - Ana Silva")]
    [InlineData("alkuperäinen ääni - Ana Silva")]
    [InlineData("пачатковы гук – ana.dev")]
    [InlineData("Оригинальный звук: Ana  Silva")]
    [InlineData("@Ana Silva创作的原声")]
    [InlineData("@ana.dev創作的原聲")]
    public void A_sound_that_is_named_after_the_author_is_no_trending_one_in_any_language(string sound) =>
        Assert.Equal(0, Trending(new() { SoundName = sound, Author = "Ana Silva", AuthorHandle = "@ana.dev" }));

    [Theory]
    [InlineData("Blinding Lights")]
    [InlineData("Blinding Lights - The Weeknd")]
    [InlineData("som original - Carol Castro")]
    [InlineData("original sound - Anabel")]
    [InlineData("@E.T外星人街舞创作的原声")]
    [InlineData("@ana.dev2创作的原声")]
    [InlineData("Ode to Ana Silva")]
    public void A_sound_of_somebody_else_is_one_that_others_made(string sound) =>
        Assert.Equal(1, Trending(new() { SoundName = sound, Author = "Ana Silva", AuthorHandle = "ana.dev" }));

    [Theory]
    [InlineData("original sound")]
    [InlineData("Original Sound - somebody")]
    [InlineData("som original - LU2CA")]
    [InlineData("suono originale - Khabane lame")]
    [InlineData("Originalton - Engadin")]
    [InlineData("son original - ")]
    [InlineData("nhạc nền - Tùng Seven 1999")]
    [InlineData("orijinal ses - Computer Science")]
    [InlineData("오리지널 사운드 - BTS")]
    [InlineData("suara asli -\n\nSAHABATstory - ")]
    [InlineData("♬ оригинальный звук - Sky Cat")]
    [InlineData("オリジナル楽曲 - ♛")]
    [InlineData("你的小哥哥创作的原声")]
    public void Where_no_author_is_known_the_words_of_the_platforms_decide(string sound) => Assert.Equal(0, Trending(new() { SoundName = sound }));

    [Theory]
    [InlineData("Original Soundtrack - Movie")]
    [InlineData("Originaltonspur")]
    [InlineData("Original Sound of Love")]
    [InlineData("Bohemian Rhapsody")]
    public void A_piece_that_only_begins_with_those_words_is_none_of_them(string sound) => Assert.Equal(1, Trending(new() { SoundName = sound }));

    [Fact]
    public void Whoever_made_the_sound_decides_where_the_platform_says_it()
    {
        // The title keeps the name that the author had then.
        Assert.Equal(0, Trending(new() { SoundName = "オリジナル楽曲 - ♛", SoundAuthor = "❁ちゅらる❁", Author = "❁ちゅらる❁" }));
        Assert.Equal(0, Trending(new() { SoundName = "оригінальний звук", SoundAuthor = "@ana.dev", AuthorHandle = "ana.dev" }));
        Assert.Equal(0, Trending(new() { SoundName = "пачатковы гук - Ana", SoundAuthor = "Ana" }));
        Assert.Equal(1, Trending(new() { SoundName = "original sound", SoundAuthor = "Kendrick Lamar", Author = "themalachibarton" }));
        Assert.Equal(1, Trending(new() { SoundName = "Not Like Us", SoundAuthor = "Kendrick Lamar" }));
    }

    [Fact]
    public void What_the_platform_says_outright_counts_before_everything_else()
    {
        Assert.Equal(0, Trending(new() { SoundName = "Not Like Us", SoundAuthor = "Kendrick Lamar", Author = "somebody", SoundIsOriginal = true }));
        Assert.Equal(1, Trending(new() { SoundName = "original sound - Ana", SoundAuthor = "Ana", Author = "Ana", SoundIsOriginal = false }));
        Assert.Equal(0, Trending(new() { SoundName = "", SoundIsOriginal = false }));
    }

    private static double Trending(VideoMetrics video) => FeatureExtractor.Extract(video)[8];
}
