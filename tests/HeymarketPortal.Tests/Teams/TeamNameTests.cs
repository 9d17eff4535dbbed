using HeymarketPortal.Teams;

namespace HeymarketPortal.Tests.Teams;

public sealed class TeamNameTests
{
    [Theory]
    [InlineData("Twin Clinic", "twin-clinic")]
    [InlineData("  Zürich — Nord!  ", "zurich-nord")]
    [InlineData("Ada's Bakery", "adas-bakery")]
    [InlineData("A/B & C", "a-b-c")]
    [InlineData("北京", "")]
    public void A_slug_is_made_of_plain_letters_digits_and_single_hyphens(string name, string slug) =>
        Assert.Equal(slug, TeamName.SlugOf(name));

    [Fact]
    public void A_long_name_gets_a_short_slug_that_does_not_end_in_a_hyphen() =>
        Assert.Equal(new string('a', 49), TeamName.SlugOf(new string('a', 49) + " " + new string('b', 29)));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("北京")]
    [InlineData("Admin")]
    [InlineData("two\nlines")]
    public void A_name_that_gives_no_address_is_refused(string name) => Assert.NotNull(TeamName.Problem(name));

    [Fact]
    public void A_name_may_have_80_characters_and_no_more()
    {
        Assert.Null(TeamName.Problem(new string('a', 80)));
        Assert.NotNull(TeamName.Problem(new string('a', 81)));
    }

    [Fact]
    public void A_taken_slug_gets_the_next_free_number() =>
        Assert.Equal("twin-clinic-3", TeamName.FreeSlug("Twin Clinic", new HashSet<string> { "twin-clinic", "twin-clinic-2", "twin-clinic-4" }));
}
