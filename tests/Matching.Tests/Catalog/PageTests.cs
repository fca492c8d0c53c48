using Attune.Hosting.Errors;
using Attune.Matching.Catalog;

namespace Attune.Matching.Tests.Catalog;

public sealed class PageTests
{
    [Fact]
    public void A_token_leads_to_the_next_page()
    {
        var token = Page.From(2, "").NextToken(["a", "b", "c"], id => id);
        Assert.Equal(new Page(2, "b"), Page.From(2, token));
    }

    [Fact]
    public void The_last_page_has_no_token() => Assert.Empty(Page.From(3, "").NextToken(["a", "b", "c"], id => id));

    [Fact]
    public void Zero_means_a_hundred() => Assert.Equal(100, Page.From(0, "").Size);

    [Fact]
    public void A_bad_size_and_a_bad_token_are_both_named()
    {
        var error = Assert.Throws<InvalidRequestException>(() => Page.From(-1, "!"));
        Assert.Equal(["page_size", "page_token"], error.Violations.Select(violation => violation.Field));
    }
}
