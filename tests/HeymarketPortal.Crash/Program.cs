using HeymarketPortal.Crash;

switch (args)
{
    case ["upstream", .. var rest] when Arguments.Read(rest, "port", "truth", "seed", "latency") is { } given:
        await UpstreamServer.RunAsync(given.Number("port", 0), given.Text("truth"), given.Number("seed", 1), given.Number("latency", 40));
        return 0;
    case ["budget-upstream", .. var rest] when Arguments.Read(rest, "port", "arrivals") is { } given:
        await BudgetUpstream.RunAsync(given.Number("port", 0), given.Text("arrivals"));
        return 0;
    case ["budget", .. var rest] when Arguments.Read(rest, "minutes", "per-minute") is { } given:
        return await BudgetProof.RunAsync(new BudgetPlan(given.Number("minutes", 3), given.Number("per-minute", 490))) ? 0 : 1;
    case ["run", .. var rest] when Arguments.Read(rest, "sends", "seeds", "kills", "read-back", "latency") is { } given:
        var plan = new Plan(given.Number("sends", 10_000), given.Number("kills", 40), given.Text("read-back", "on") == "on", given.Number("latency", 0));
        return await Proof.RunAsync(plan, given.Text("seeds", "1,2,3").Split(',').Select(int.Parse)) ? 0 : 1;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/HeymarketPortal.Crash -- run [options]

            Kills the published portal again and again while it sends, over an upstream that fails in every way, and compares what
            the upstream accepted with the ledger. A plain retry loop over the same upstream shows what the proof is worth.

              --sends 10000     how many sends are enqueued
              --seeds 1,2,3     one run for each
              --kills 40        how often the portal is killed at least, 0.5 to 2.5 s after it is ready
              --read-back on    off: nothing is looked for at the upstream, and Unknown stays
              --latency MS      of the upstream, on average; chosen so that the kills meet work when not given

            dotnet run -c Release --project tests/HeymarketPortal.Crash -- budget [options]

            Lets three Heymarket accounts send and read as fast as they may, counts at the upstream what arrived, and does it again while one
            account answers 429 and another 401.

              --minutes 3       how long each of the two is measured
              --per-minute 490  the budget of each account
            """);
        return 2;
}
