using HeymarketPortal.Data;
using Microsoft.EntityFrameworkCore;

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

        Assert.Equal("/account/manage?saved=account", answer.LeadsTo());
        Assert.Contains("value=\"Ada &lt;b&gt;King&lt;/b&gt;\"", await client.ReadAsync("/account/manage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ones_own_number_and_undo_window_are_kept_as_Compose_needs_them()
    {
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();

        using var answer = await client.SubmitAsync("/account/manage", ("Form.Name", "Ada"), ("Form.MyNumber", "+1 (415) 555-0142"), ("Form.UndoSeconds", "45"));

        Assert.Equal("/account/manage?saved=account", answer.LeadsTo());
        var account = await portal.Get<Database>().ReadAsync(null, db => db.Users.AsNoTracking().SingleAsync(a => a.Email == PortalHost.Email));
        Assert.Equal(("14155550142", 45), (account.PhoneNumber, account.HoldSeconds));
        Assert.Contains("value=\"&#x2B;1 415 555 0142\"", await client.ReadAsync("/account/manage"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Form.MyNumber", "415", "too few")]
    [InlineData("Form.UndoSeconds", "61", "from 0 to 60")]
    [InlineData("Form.UndoSeconds", "a while", "from 0 to 60")]
    public async Task What_cannot_be_kept_is_told_beside_its_field_and_stays_typed(string field, string typed, string sentence)
    {
        using var client = portal.NewClient();
        (await client.SignInAsync()).Dispose();

        using var answer = await client.SubmitAsync("/account/manage", ("Form.Name", "Ada"), (field, typed));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed}\"", page, StringComparison.Ordinal);
    }
}
