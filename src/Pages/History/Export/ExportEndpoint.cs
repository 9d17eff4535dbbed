using System.Globalization;
using HeymarketPortal.Data;
using HeymarketPortal.Pages.Browse;
using HeymarketPortal.Sending;
using HeymarketPortal.Teams;
using Microsoft.AspNetCore.Http.Features;

namespace HeymarketPortal.Pages.History;

/// <summary>
/// <c>GET /t/{team}/history/export?format=csv|xlsx</c> with the filters of the page: a file that is written while it is downloaded. It stops when the
/// browser does, and one that could not be finished ends as a broken download, never as a file that looks whole.
/// </summary>
internal sealed class ExportEndpoint(TeamDirectory teams, Exports exports, ExportQueries queries, ExportTrail trail, TimeProvider time, ILogger<ExportEndpoint> log)
{
    public const string Path = "/t/{team}/history/export";

    private static readonly TeamRefusal OneAtATime = new(StatusCodes.Status429TooManyRequests, "Another export is under way",
        "One export at a time for each member, and three for a team. Nothing was exported. Wait for it or cancel it in History, then try again.");

    public async Task TakeAsync(string team, HttpContext http)
    {
        // The gate let them in; this is who they are.
        if (TeamGate.AccountOf(http.User) is not { } accountId || await teams.AccessAsync(accountId, team) is not { } access)
        {
            Refuse(http, TeamRefusal.NoSuchTeam);
            return;
        }
        var format = string.Equals(http.Request.Query["format"], "xlsx", StringComparison.OrdinalIgnoreCase) ? ExportFormat.Xlsx : ExportFormat.Csv;
        var filter = FilterOf(http.Request.Query);
        if (exports.TryStart(access, format) is not { } run)
        {
            Refuse(http, OneAtATime);
            return;
        }
        try
        {
            if (await trail.BeganAsync(access.Actor, format, filter))
            {
                await WriteAsync(http, access, filter, run);
            }
            else
            {
                Refuse(http, TeamRefusal.ForExporters);
            }
        }
        finally
        {
            // One that never began would stand in the way of the next.
            if (run.State == ExportState.Running)
            {
                run.End(ExportState.Failed);
            }
            run.Dispose();
        }
    }

    private async Task WriteAsync(HttpContext http, TeamAccess access, HistoryFilter filter, ExportRun run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, run.Cancelled);
        var ended = ExportState.Failed;
        try
        {
            Announce(http.Response, access, run.Format);
            ended = await CopyAsync(http.Response.Body, access, filter, run, stop.Token) ? ExportState.Done : ExportState.Failed;
        }
        catch (Exception gone) when (stop.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            ended = ExportState.Cancelled;
        }
        catch (Exception failed)
        {
            log.LogError(failed, "An export of team {TeamId} broke off after {Rows} rows", access.TeamId, run.Rows);
        }
        if (ended != ExportState.Done)
        {
            http.Abort();
        }
        await trail.EndedAsync(run, ended, filter);
        run.End(ended);
    }

    private async Task<bool> CopyAsync(Stream body, TeamAccess access, HistoryFilter filter, ExportRun run, CancellationToken stop)
    {
        using TableWriter file = run.Format == ExportFormat.Csv ? new CsvWriter(body) : new XlsxWriter(body, time.GetUtcNow());
        var (columns, cells) = (new ExportColumns(access.TimeZone), new string?[ExportColumns.Names.Length]);
        await file.BeginAsync(ExportColumns.Names, stop);
        var oldest = await queries.OldestAsync(access.TeamId, filter, access.TimeZone, stop);
        for (long? newest = null, before = null; ;)
        {
            if (await queries.ReadAsync(access.Actor, filter, access.TimeZone, before, stop) is not { } batch)
            {
                return false;
            }
            foreach (var line in batch.Lines)
            {
                columns.Fill(cells, line, batch.RequestIds(line.Id));
                await file.RowAsync(cells, stop);
            }
            if (batch.Lines is [var first, .., var last])
            {
                (newest, before) = (newest ?? first.Id, last.Id);
                run.Moved(run.Rows + batch.Lines.Count, (double)(newest.Value - last.Id) / Math.Max(1, newest.Value - oldest.GetValueOrDefault()));
            }
            if (!batch.HasMore)
            {
                await file.EndAsync(stop);
                return true;
            }
        }
    }

    private void Announce(HttpResponse response, TeamAccess access, ExportFormat format)
    {
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), access.TimeZone);
        var ending = format == ExportFormat.Csv ? "csv" : "xlsx";
        response.ContentType = format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{access.Slug}-history-{today:yyyy-MM-dd}.{ending}\"");
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static void Refuse(HttpContext http, TeamRefusal refusal)
    {
        http.Features.Set(refusal);
        http.Response.StatusCode = refusal.Status;
    }

    private static HistoryFilter FilterOf(IQueryCollection query) => HistoryAddress.Of(name => query[name]).Filter;
}
