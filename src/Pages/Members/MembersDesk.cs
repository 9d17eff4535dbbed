using HeymarketPortal.Accounts;
using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Teams;

namespace HeymarketPortal.Pages.Members;

/// <summary>What the page of members shows, and what its admin does there.</summary>
public sealed class MembersDesk(TeamAccess access, Memberships memberships, AccountLinks links, HeymarketReads reads)
{
    /// <summary>Null while they are read.</summary>
    public IReadOnlyList<Member>? Members { get; private set; }
    public IReadOnlyList<PendingInvitation> Invitations { get; private set; } = [];
    public Answer<IReadOnlyList<Person>>? PeopleRead { get; private set; }
    public IReadOnlyList<Person> People => PeopleRead?.ValueOrDefault ?? [];

    /// <summary>Why the last change was not made.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Another number after each refusal: a refused choice has to jump back in the browser, which only new elements do.</summary>
    public int Round { get; private set; }

    /// <summary>For somebody who opens the page; later reads are the page's own.</summary>
    public async Task OpenAsync()
    {
        Members = await memberships.ReadAsync(access.Actor);
        Invitations = await links.PendingAsync(access.TeamId);
    }

    public async Task ReadAsync()
    {
        Invitations = await links.PendingAsync(access.TeamId);
        Members = await memberships.ListAsync(access.TeamId);
    }

    /// <summary>Asks Heymarket, which may take a while; the members stand there already.</summary>
    public async Task ReadPeopleAsync(bool refresh) => PeopleRead = await reads.PeopleAsync(access.TeamId, refresh);

    /// <returns>What was done or why it was not, to be said aloud.</returns>
    public Task<string> ChangeRoleAsync(Member member, Role role) =>
        DoAsync(memberships.ChangeRoleAsync(access.Actor, member.AccountId, role), $"{member.Name} is {MemberWords.Of(role)} now");

    /// <inheritdoc cref="ChangeRoleAsync"/>
    public Task<string> GrantAsync(Member member, Grants grant, bool given) =>
        DoAsync(memberships.GrantAsync(access.Actor, member.AccountId, grant, given), $"Saved for {member.Name}");

    /// <inheritdoc cref="ChangeRoleAsync"/>
    public Task<string> LinkAsync(Member member, Person? person) =>
        DoAsync(memberships.LinkAsync(access.Actor, member.AccountId, person?.Id, person?.Name),
            person is null ? $"{member.Name} is linked to nobody" : $"{member.Name} sends as {person.Name}");

    /// <inheritdoc cref="ChangeRoleAsync"/>
    public Task<string> RemoveAsync(Member member) =>
        DoAsync(memberships.RemoveAsync(access.Actor, member.AccountId), $"Removed {member.Name}");

    /// <inheritdoc cref="ChangeRoleAsync"/>
    public Task<string> WithdrawAsync(PendingInvitation invitation) =>
        DoAsync(links.WithdrawAsync(access.Actor, invitation.Id), $"Withdrew the invitation of {invitation.Email}");

    private async Task<string> DoAsync(Task<string?> change, string done)
    {
        Refusal = await change;
        Round += Refusal is null ? 0 : 1;
        await ReadAsync();
        return Refusal ?? done;
    }
}
