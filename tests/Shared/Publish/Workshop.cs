using System.Diagnostics;

namespace HeymarketPortal.Tests;

/// <summary>A temporary folder for all that a long proof or a benchmark makes, and a way to run a tool to its end.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-workshop-").FullName;

    public static string Repository { get; } = FindRepository();

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static async Task DotnetAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed.\n{output}");
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "HeymarketPortal.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No HeymarketPortal.sln above this program.");
        }
        return folder.FullName;
    }
}
