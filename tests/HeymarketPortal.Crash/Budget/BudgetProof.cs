using HeymarketPortal.Tests;

namespace HeymarketPortal.Crash;

/// <summary>Three accounts with more to do than their budgets allow: each uses its own up and no more, and none minds another's trouble.</summary>
internal static class BudgetProof
{
    private const int Allowed = 500;
    private const double Used = 0.98;

    public static async Task<bool> RunAsync(BudgetPlan plan)
    {
        using var workshop = new Workshop();
        Console.WriteLine("Publishing the portal …");
        await Workshop.DotnetAsync(Workshop.Repository, "publish", "HeymarketPortal.csproj", "-c", "Release", "-o", workshop.Path("portal"));
        var together = await PhaseAsync(plan, workshop, "Three accounts, four people each", trouble: false);
        var beside = await PhaseAsync(plan, workshop, "Account 1 answers 429, account 2 answers 401", trouble: true);
        List<string> wrongs = [.. together.SelectMany(figures => figures.Wrongs(plan)), .. beside.SelectMany(figures => figures.Wrongs(plan))];
        var (before, after) = (together[^1].Requests, beside[^1].Requests);
        Console.WriteLine($"Account {BudgetPlan.Accounts} beside the two in trouble: {after:N0} requests instead of {before:N0} ({100.0 * (after - before) / before:+0.00;-0.00;0} %).");
        if (after < before * Used)
        {
            wrongs.Add("the account without trouble was slowed by more than 2 %");
        }
        wrongs.ForEach(wrong => Console.WriteLine($"  WRONG: {wrong}."));
        Console.WriteLine(wrongs is [] ? "The budget holds." : "THE PROOF FAILED.");
        return wrongs is [];
    }

    private static async Task<List<Figures>> PhaseAsync(BudgetPlan plan, Workshop workshop, string title, bool trouble)
    {
        var stage = new BudgetStage(plan, workshop.Path("portal"), Directory.CreateDirectory(workshop.Path($"phase-{trouble}")).FullName);
        using var upstream = await stage.StartUpstreamAsync();
        await stage.FillAsync();
        if (trouble)
        {
            await stage.RefuseAsync(1, 429);
            await stage.RefuseAsync(2, 401);
        }
        Console.WriteLine($"{title}: {plan.Minutes} min at {plan.PerMinute} a minute.");
        var filled = Arrival.Read(stage.Arrivals).Count;
        using (var portal = await stage.StartPortalAsync())
        {
            await Task.Delay(TimeSpan.FromMinutes(plan.Minutes) + TimeSpan.FromSeconds(10));
            await portal.StopAsync();
        }
        var arrivals = Arrival.Read(stage.Arrivals).Skip(filled).ToLookup(arrival => arrival.Account);
        return [.. Enumerable.Range(1, BudgetPlan.Accounts).Select(account => Tell(plan, Figures.Of(account, plan, [.. arrivals[account].OrderBy(a => a.At)], trouble && account < BudgetPlan.Accounts)))];
    }

    private static Figures Tell(BudgetPlan plan, Figures figures)
    {
        Console.WriteLine($"  Account {figures.Account}: {figures.Requests:N0} requests, {figures.Sends:N0} of them sends ({100.0 * figures.Requests / (plan.PerMinute * plan.Minutes):N1} % of the budget); "
            + $"at most {figures.MostInAMinute} in any 60 s.");
        return figures;
    }

    /// <param name="Requests">In the measured minutes, from the first one on.</param>
    private sealed record Figures(int Account, int Requests, int Sends, int MostInAMinute, bool Trouble)
    {
        public static Figures Of(int account, BudgetPlan plan, IReadOnlyList<Arrival> arrivals, bool trouble)
        {
            var end = arrivals is [var first, ..] ? first.At + plan.Minutes * 60_000L : 0;
            var measured = arrivals.Where(arrival => arrival.At < end).ToList();
            return new(account, measured.Count, measured.Count(arrival => arrival.Send), Arrival.MostInAMinute(arrivals), trouble);
        }

        public IEnumerable<string> Wrongs(BudgetPlan plan)
        {
            if (MostInAMinute > Allowed)
            {
                yield return $"account {Account} made {MostInAMinute} requests within a minute";
            }
            if (!Trouble && Requests < Used * plan.PerMinute * plan.Minutes)
            {
                yield return $"account {Account} used less than 98 % of its budget";
            }
            if (!Trouble && (Sends == Requests || Sends == 0))
            {
                yield return $"account {Account} did not both send and read";
            }
        }
    }
}
