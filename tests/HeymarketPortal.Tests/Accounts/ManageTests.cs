namespace HeymarketPortal.Tests.Accounts;

public sealed class ManageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("not-the-right-one", "violet-lantern-orbit", "The current password is wrong.")]
    [InlineData(PortalHost.Password, "short", "This is too short.")]
    [InlineData(PortalHost.Password, PortalHost.Password, "This is the password you have now.")]
    [InlineData("", "violet-lantern-orbit", "Enter the password you have now.")]
    public async Task A_password_that_cannot_be_changed_is_told_and_stays(string current, string next, string sentence)
    {
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();

        using var answer = await client.SubmitAsync("/account/manage/password", ("Form.Current", current), ("Form.Password", next));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("violet-lantern-orbit", page, StringComparison.Ordinal);
        using var again = portal.NewClient();
        Assert.Equal("/", (await again.SignInAsync()).LeadsTo());
    }

    [Fact]
    public async Task A_new_name_is_on_the_next_page()
    {
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();

        using var answer = await client.SubmitAsync("/account/manage", ("Form.Name", "Ada <b>King</b>"));

        Assert.Equal("/account/manage?saved=name", answer.LeadsTo());
        Assert.Contains("value=\"Ada &lt;b&gt;King&lt;/b&gt;\"", await client.ReadAsync("/account/manage"), StringComparison.Ordinal);
    }
}
