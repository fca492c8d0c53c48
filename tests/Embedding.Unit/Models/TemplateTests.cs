using Attune.Embedding.Models;

namespace Attune.Embedding.Unit.Models;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("{text}", "song")]
    [InlineData("query: {text}", "query: song")]
    [InlineData("{task} {text}!", "find song!")]
    [InlineData("{text}{task}", "songfind")]
    [InlineData("no place", "no place")]
    [InlineData("{query} {text}", "{query} song")]
    public void Placeholders_are_filled_and_everything_else_stays(string template, string expected)
    {
        using var filled = new Template(template, Template.Task, Template.Text).Fill(new TemplateValues { Task = "find", Text = "song", Query = "not asked for" });
        Assert.Equal(expected, filled.Text.ToString());
    }

    [Fact]
    public void What_is_filled_in_is_never_taken_for_a_placeholder()
    {
        using var filled = new Template("{task} {text}", Template.Task, Template.Text).Fill(new TemplateValues { Task = "{text}", Text = "{task}" });
        Assert.Equal("{text} {task}", filled.Text.ToString());
    }

    [Fact]
    public void A_template_knows_its_placeholders()
    {
        var template = new Template("{text}", Template.Task, Template.Text);
        Assert.True(template.Has(Template.Text));
        Assert.False(template.Has(Template.Task));
    }
}
