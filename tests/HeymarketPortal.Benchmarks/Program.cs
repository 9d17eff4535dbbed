using HeymarketPortal.Benchmarks;

switch (args)
{
    case ["startup"]:
        await Startup.RunAsync();
        return 0;
    case ["dispatch"]:
        await Dispatch.RunAsync();
        return 0;
    case ["upstream", var port, var milliseconds]:
        await Upstream.ServeAsync(int.Parse(port, null), int.Parse(milliseconds, null));
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/HeymarketPortal.Benchmarks -- NAME

              startup   how long the portal takes to its first answer, and what its first page weighs
              dispatch  how fast the pump sends beside a bare loop, and how long an interactive send waits behind bulk ones
            """);
        return 1;
}
