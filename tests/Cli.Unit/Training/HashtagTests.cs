using System.Text.Json;

namespace Attune.Cli.Unit.Training;

public sealed class HashtagTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[]")]
    [InlineData("[ ]")]
    [InlineData("[none]")]
    [InlineData("[None]")]
    [InlineData("\"[none]\"")]
    [InlineData("['']")]
    [InlineData("[\"\"]")]
    [InlineData("[null]")]
    [InlineData("None")]
    [InlineData("NaN")]
    [InlineData("NA")]
    [InlineData("#")]
    [InlineData("|")]
    [InlineData(", ,")]
    public Task What_means_none_is_none(string text) => ReadsAsync(text, []);

    [Theory]
    [InlineData("a|b|c", "a,b,c")]
    [InlineData("last week tonight|\"donald trump\"|\"john oliver\"", "last week tonight,donald trump,john oliver")]
    [InlineData("#a #b", "a,b")]
    [InlineData("#a#b", "a,b")]
    [InlineData("＃料理 ＃猫", "料理,猫")]
    [InlineData("a,b, c", "a,b,c")]
    [InlineData("a;b", "a,b")]
    [InlineData("fun, #cats dogs", "fun,cats,dogs")]
    [InlineData("[\"fyp\", \"foryou\"]", "fyp,foryou")]
    [InlineData("['fyp', 'foryou']", "fyp,foryou")]
    [InlineData("['fyp', \"mom's\"]", "fyp,mom's")]
    [InlineData("['it\\'s', 'a\\\\b']", "it's,a\\b")]
    [InlineData("[fyp, foryou]", "fyp,foryou")]
    [InlineData("['new york', None]", "new york")]
    [InlineData("[\"a\", null]", "a")]
    [InlineData("[{\"id\":\"229207\",\"name\":\"fyp\",\"title\":\"\"},{\"name\":\"cats\"}]", "fyp,cats")]
    [InlineData("\"a\" \"b c\"", "a,b c")]
    [InlineData("'a', 'b'", "a,b")]
    [InlineData("\"a, b", "a,b")]
    [InlineData("'90s, rock'n'roll", "90s,rock'n'roll")]
    [InlineData("C#", "C#")]
    public Task Each_tag_is_one(string text, string expected) => ReadsAsync(text, expected.Split(','));

    [Theory]
    [InlineData("['a', 'b'", "a list that is never closed")]
    [InlineData("[{'name': 'fyp'}]", "a list of something else than texts")]
    [InlineData("[{\"id\":1}]", "a list of something else than texts")]
    [InlineData("[[\"a\"]]", "a list of something else than texts")]
    public async Task A_list_of_which_no_tags_can_be_made_is_refused(string text, string expected)
    {
        var row = await VideoText.CellAsync("hashtags", text);
        Assert.Null(row.Video);
        Assert.Equal($"hashtags is '{text}', {expected}", row.Reason);
    }

    [Fact]
    public async Task A_JSON_list_is_a_list()
    {
        Assert.Equal(["fun", "cats", "new york"], (await VideoText.FieldAsync("hashtags", """["fun","#cats","new york"]""")).Video!.Hashtags);
        Assert.Equal(["fyp"], (await VideoText.FieldAsync("hashtags", """[{"id":"229207","name":"fyp"}]""")).Video!.Hashtags);
        Assert.Empty((await VideoText.FieldAsync("hashtags", "[]")).Video!.Hashtags);
    }

    private static async Task ReadsAsync(string text, string[] expected)
    {
        foreach (var row in new[] { await VideoText.CellAsync("hashtags", text), await VideoText.FieldAsync("hashtags", JsonSerializer.Serialize(text)) })
        {
            Assert.Null(row.Reason);
            Assert.Equal(expected, row.Video!.Hashtags);
        }
    }
}
