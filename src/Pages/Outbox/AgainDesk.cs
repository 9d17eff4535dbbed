using HeymarketPortal.Data;
using HeymarketPortal.Pages.Frame;
using HeymarketPortal.Pages.Sends;
using HeymarketPortal.Teams;
using MudBlazor;

namespace HeymarketPortal.Pages.Outbox;

/// <summary>What is chosen to be sent again. Only what never reached anybody can be chosen.</summary>
internal sealed class AgainDesk(LedgerAgain ledger, IDialogService dialogs)
{
    private readonly HashSet<long> _chosen = [];
    private IReadOnlyList<long> _offered = [];

    public int Count => _chosen.Count;
    public int Offered => _offered.Count;
    public bool All => _chosen.Count > 0 && _chosen.Count == _offered.Count;

    /// <summary>Those that may be chosen now; what is not among them any more is chosen no longer.</summary>
    public void Offer(TeamAccess access, ReviewPart review, OutboxPart didNotGo)
    {
        _offered =
        [
            .. review.Cases.Where(item => item.MayGoAgain && Theirs(access, item.Send)).Select(item => item.Send.Id),
            .. didNotGo.Sends.Where(MayGoAgain).Select(send => send.Id),
        ];
        _chosen.IntersectWith(_offered);
    }

    /// <summary>What is in doubt is settled by its sender or an admin.</summary>
    public static bool Theirs(TeamAccess access, SendLine send) => send.AccountId == access.AccountId || access.May(Permission.Manage);

    public static bool MayGoAgain(SendLine send) => send.ListId is null;

    public bool Chose(long id) => _chosen.Contains(id);

    public void Choose(long id, bool chosen)
    {
        if (!chosen)
        {
            _chosen.Remove(id);
        }
        else if (_offered.Contains(id))
        {
            _chosen.Add(id);
        }
    }

    public void ChooseAll(bool chosen)
    {
        _chosen.Clear();
        _chosen.UnionWith(chosen ? _offered : []);
    }

    /// <summary>One that somebody has the evidence of before them.</summary>
    public Task<OutboxNews?> SendAsync(TeamAccess access, SendLine send) => SendAsync(access, [send.Id], send.Recipient);

    /// <summary>All that are chosen, after saying how many go and which are left out.</summary>
    /// <returns>Null when the person thought better of it.</returns>
    public async Task<OutboxNews?> SendChosenAsync(TeamAccess access)
    {
        var ids = _chosen.ToList();
        var answer = await ledger.LookAsync(access.Actor, ids);
        if (answer.Refusal is not null || answer.Sent.Count == 0)
        {
            return Refused(answer);
        }
        var texts = AgainWords.Texts(answer.Sent.Count);
        string[] sentences = [$"{texts} will leave once more, each linked to the one it repeats.", .. AgainWords.LeftOut(answer), "What has left cannot be taken back."];
        return await AskDialog.YesAsync(dialogs, $"Send {texts} again", $"Send {texts}", sentences) ? await SendAsync(access, ids, null) : null;
    }

    private async Task<OutboxNews?> SendAsync(TeamAccess access, IReadOnlyCollection<long> ids, string? recipient)
    {
        var answer = await ledger.SendAsync(access.Actor, ids);
        return answer.Refusal is not null || answer.Sent.Count == 0
            ? Refused(answer)
            : new OutboxNews.Again(answer.Sent, recipient ?? AgainWords.Texts(answer.Sent.Count), AgainWords.LeftOut(answer));
    }

    private static OutboxNews.Refused Refused(AgainAnswer answer) =>
        new(answer.Refusal ?? $"Nothing was sent. {string.Join(' ', AgainWords.LeftOut(answer))}");
}
