using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.WebUtilities;

namespace HeymarketPortal.Pages.Compose;

/// <summary>What the compose page does: opens a form with its draft, and prepares what Review shows.</summary>
public sealed class ComposeDesk(ComposeLoader loader, LibraryLoader library, ComposeQueries queries, Drafts drafts, HeymarketReads heymarket, TimeProvider time)
{
    public LibraryLoader Library { get; } = library;

    /// <summary>Opens what the address asks for, after what was open before is written down.</summary>
    public async Task<(OpenCompose? Open, Answer<IReadOnlyList<Inbox>>.Failed? Failed)> OpenAsync(TeamAccess access, string uri, OpenCompose? before, Func<Task> told)
    {
        if (before is not null)
        {
            await before.Draft.DisposeAsync();
        }
        var address = ComposeAddress.Of(uri);
        var confirmed = address.Draft is { } id ? await queries.ConfirmedAsync(access.TeamId, id) : null;
        // What was confirmed is a send now; the same address goes on with a new form.
        var (form, failed) = await loader.LoadAsync(access, confirmed is null ? address : ComposeAddress.Plain(address.Kind));
        if (form is null)
        {
            return (null, failed);
        }
        var keeper = new DraftKeeper(drafts, access.Actor, time, told);
        await keeper.BeginAsync(form.RequestId);
        return (new OpenCompose(form, keeper, confirmed), null);
    }

    /// <summary>The address of a form: its kind, its draft, and the scheduled send it changes.</summary>
    public static string AddressOf(string uri, ComposeForm form)
    {
        var query = new Dictionary<string, string?>
        {
            ["kind"] = form.Fill.Kind.ToString().ToLowerInvariant(),
            ["draft"] = form.RequestId.ToString(),
            ["edit"] = form.Fill.InsteadOf?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString(new Uri(uri).AbsolutePath, query.Where(part => part.Value is not null).ToDictionary());
    }

    /// <returns>Null when a problem stops it.</returns>
    public async Task<ConfirmedSend?> ReviewAsync(TeamAccess access, ComposeForm form)
    {
        await queries.LookForUnansweredAsync(access.TeamId, form);
        await LookUpConversationAsync(access, form);
        await queries.LookForOptOutsAsync(access.TeamId, form);
        return form.Review() is { } confirmed ? WithNumber(confirmed, form) : null;
    }

    // Whom a conversation reaches is kept with the send, where it is known.
    private static ConfirmedSend WithNumber(ConfirmedSend confirmed, ComposeForm form) => confirmed.Content.ConversationId is null
        ? confirmed
        : confirmed with { Meant = confirmed.Meant with { ConversationNumber = form.Facts.NumbersOf(form.Fill) is [var number, ..] ? number : null } };

    private async Task LookUpConversationAsync(TeamAccess access, ComposeForm form)
    {
        if (form.ConversationAsked is { } id
            && ((await heymarket.ConversationAsync(access.TeamId, id)).ValueOrDefault?.PhoneNumber ?? await queries.NumberOfAsync(access.TeamId, id)) is { } number)
        {
            form.Know(form.Facts with { ConversationNumbers = new Dictionary<long, string> { [id] = number } });
        }
    }
}

/// <summary>A form on screen with what keeps it.</summary>
/// <param name="Confirmed">The send that the address's draft became meanwhile.</param>
public sealed record OpenCompose(ComposeForm Form, DraftKeeper Draft, Sends.SendLine? Confirmed);
