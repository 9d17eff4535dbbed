using System.Text;
using System.Text.Json;

namespace HeymarketPortal.Sandbox;

/// <summary><c>POST /v1/message/send</c>: every kind, with its refusals and the faults that numbers act out.</summary>
internal static class SendEndpoint
{
    public const string Path = "/v1/message/send";

    private const int LargestBody = 256 * 1024;
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(10);

    public static async Task<IResult> SendAsync(
        HttpContext context, SandboxStore store, SandboxReads reads, SwitchBoard board, HookSender hooks, TimeProvider time, IHostApplicationLifetime life)
    {
        var caller = Gate.CallerOf(context);
        var (row, form) = await ReceiveAsync(context, caller, time);
        var switches = board.Current;

        // Conversations of the seed exist from the first request that could name one.
        var conversation = form.ChatId is { } chat && await store.MeetAsync(caller.Account) ? reads.Conversation(chat) : null;
        var own = conversation?.Account == caller.Account.Id ? conversation : null;
        var (plan, problem) = SendRules.Check(form, caller.Account, own, switches.KeepUnfilledTokens);
        if (plan is null)
        {
            return await RefuseAsync(400, problem!);
        }

        var fault = Fault.For(plan.Recipients.Keys);
        if (fault is { Accepts: false })
        {
            return await ActAsync(fault);
        }

        var optedOut = !plan.Private && plan.Recipients.Keys.Any(number => number.EndsWith(Fault.OptedOut, StringComparison.Ordinal));
        if (optedOut && switches.OptedOut != OptedOutAnswer.AcceptedThenFailed)
        {
            hooks.OptedOut(caller.Account, plan.Inbox.Id, plan.Recipients.Keys.First(number => number.EndsWith(Fault.OptedOut, StringComparison.Ordinal)));
            return await RefuseAsync(switches.OptedOut == OptedOutAnswer.Status403 ? 403 : 400, "phone_number has opted out");
        }

        var taken = await store.AcceptAsync(
            caller.Account, plan, row with { Status = fault?.Status ?? 200, Accepted = true, Outcome = fault?.Means ?? "Accepted" },
            optedOut, switches.DeduplicateLocalId, switches.KeepUnfilledTokens);
        hooks.Sent(caller.Account, taken);
        return fault is null ? SendAnswers.For(context.Request, taken, switches) : await ActAsync(fault);

        async Task<IResult> RefuseAsync(int status, string message)
        {
            await store.RefuseAsync(row with { Status = status, Outcome = $"Refused {status}: {message}" });
            return Answers.Refuse(board, status, message);
        }

        async Task<IResult> ActAsync(Fault act)
        {
            if (!act.Accepts)
            {
                await store.RefuseAsync(row with { Status = act.Status, Outcome = act.Means });
            }

            if (act.Act == FaultAct.Answer)
            {
                if (act.Status == 429 && switches.RetryAfter)
                {
                    context.Response.Headers.RetryAfter = "2";
                }

                return Answers.Refuse(board, act.Status, $"the sandbox answers {act.Status} for numbers that end in {act.Ending}");
            }

            if (act.Act == FaultAct.Hang)
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
                await Task.Delay(Hang, time, end.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }

            context.Abort();
            return Results.Empty;
        }
    }

    /// <summary>The request as it will be noted, not yet judged, and its fields.</summary>
    public static async Task<(ReceivedRow Row, SendForm Form)> ReceiveAsync(HttpContext context, SandboxCaller caller, TimeProvider time)
    {
        var request = context.Request;
        var body = await BodyAsync(request, context.RequestAborted);
        var form = SendForm.Read(body);
        var headers = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["accept"] = request.Headers.Accept.ToString(),
            ["content-type"] = request.Headers.ContentType.ToString(),
            ["user-agent"] = request.Headers.UserAgent.ToString(),
        });
        return (new(
            0, time.GetUtcNow().Micros(), context.Response.Headers["X-Request-Id"].ToString(), caller.Account.Id, caller.Scheme, caller.LastFour,
            headers, body, form.Kind, form.Target, form.Text ?? "", form.LocalId ?? "", 0, false, "", null, null, 0), form);
    }

    private static async Task<string> BodyAsync(HttpRequest request, CancellationToken cancelled)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var buffer = new char[LargestBody];
        return new(buffer, 0, await reader.ReadBlockAsync(buffer, cancelled));
    }
}
