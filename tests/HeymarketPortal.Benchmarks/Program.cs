using HeymarketPortal.Benchmarks;

switch (args)
{
    case ["startup"]:
        await Startup.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/HeymarketPortal.Benchmarks -- NAME

              startup   how long the portal takes to its first answer, and what its first page weighs
            """);
        return 1;
}
