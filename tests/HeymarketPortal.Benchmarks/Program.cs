using System.Globalization;
using HeymarketPortal.Benchmarks;

switch (args)
{
    case ["startup"]:
        await Startup.RunAsync();
        return 0;
    case ["dispatch"]:
        await Dispatch.RunAsync();
        return 0;
    case ["export"]:
        await ExportBench.RunAsync();
        return 0;
    case ["history"]:
        return await HistoryBench.RunAsync(null) ? 0 : 1;
    case ["history", var folder]:
        return await HistoryBench.RunAsync(folder) ? 0 : 1;
    case ["history", var folder, var question]:
        return await HistoryBench.RunAsync(folder, question) ? 0 : 1;
    case ["upstream", var port, var milliseconds]:
        await Upstream.ServeAsync(int.Parse(port, null), int.Parse(milliseconds, null));
        return 0;
    case ["seed", var file]:
        await Seed.RunAsync(file, Seed.Million);
        return 0;
    case ["seed", var file, var rows]:
        await Seed.RunAsync(file, int.Parse(rows, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/HeymarketPortal.Benchmarks -- NAME

              startup   how long the portal takes to its first answer, and what its first page weighs
              dispatch  how fast the pump sends beside a bare loop, and how long an interactive send waits behind bulk ones
              export    how long a million sends take as CSV over HTTP beside the sqlite3 shell, and how much memory
              history [FOLDER [QUESTION]]  how long the questions of the history take at a million sends beside bare SQL; FOLDER keeps the seeded databases
              seed FILE [ROWS]  fills a database with the history of three teams: 1,000,000 sends unless told otherwise
            """);
        return 1;
}
