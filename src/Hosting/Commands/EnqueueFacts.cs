using HeymarketPortal.Data;
using HeymarketPortal.Heymarket;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.EntityFrameworkCore;

namespace HeymarketPortal.Hosting;

/// <summary>
/// What the rules can know without asking Heymarket: the inboxes, people and lists that the team's earlier sends named, as they
/// were called last. A template's or a survey's words are not taken from there: they may have changed.
/// </summary>
internal static class EnqueueFacts
{
    public static Task<SendFacts> OfAsync(Database database, HeymarketOptions heymarket, SendingOptions sending, TeamAccess access) =>
        database.ReadAsync(access.TeamId, async db =>
        {
            var inboxes = await Newest(db.Sends.Where(s => s.InboxName != null).GroupBy(s => (long?)s.InboxId))
                .Select(s => new { s.InboxId, Name = s.InboxName!, Phone = s.InboxPhone }).ToListAsync();
            var people = await Newest(db.Sends.Where(s => s.SenderName != null).GroupBy(s => (long?)s.SenderId))
                .Select(s => new { s.SenderId, Name = s.SenderName! }).ToListAsync();
            var lists = await Newest(db.Sends.Where(s => s.ListName != null).GroupBy(s => s.ListId))
                .Select(s => new { Id = s.ListId!.Value, Name = s.ListName! }).ToListAsync();
            return new SendFacts(
                [.. inboxes.Select(i => new InboxFacts(i.InboxId, i.Name, i.Phone, [], i.Phone is { } phone && heymarket.IsTollFree(phone)))],
                people.ToDictionary(p => p.SenderId, p => p.Name), access.PersonId, access.May(Permission.SendAsOthers))
            {
                FromEarlierSends = true,
                OptedOut = await db.OptOuts.Select(o => o.PhoneNumber).ToHashSetAsync(),
                Lists = [.. lists.Select(l => new ListFacts(l.Id, l.Name, Size: null, UpdatedAt: null, Revision: null, Numbers: []))],
                MayBroadcast = access.May(Permission.Broadcast),
                GroupMaximum = sending.GroupMaximum,
                Zone = access.TimeZone,
            };

            IQueryable<Send> Newest(IQueryable<IGrouping<long?, Send>> sends) =>
                db.Sends.AsNoTracking().Where(s => sends.Select(group => group.Max(other => other.Id)).Contains(s.Id));
        });
}
