namespace HeymarketPortal.Sandbox;

internal static class SendAnswers
{
    public static IResult For(HttpRequest request, Taken taken, SandboxSwitches switches)
    {
        var (id, date) = (taken.Message, taken.Date.Wire());
        var gallery = switches.GalleryUrl
            ?? $"{request.Scheme}://{request.Host}{request.PathBase}{SandboxOptions.Root}/conversations/{taken.Conversation}";
        return Answers.Ok(switches.SendAnswer switch
        {
            SendAnswer.Observed => new { id, ConvoId = taken.Conversation, Queued = false, date, ComplianceResults = new { } },
            SendAnswer.IdOnly => new { id },
            SendAnswer.IdAsText => new { Id = $"{id}", date, GalleryUrl = gallery },
            SendAnswer.NoId => new { date, GalleryUrl = gallery },
            _ => new { id, date, GalleryUrl = gallery },
        });
    }
}
