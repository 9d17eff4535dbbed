using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Tests.Pump;

/// <summary>A disk of a few megabytes under a test's database, which can be filled to its last byte and freed again.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private readonly string _folder;

    private TinyDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Puts the stage's database on a disk of its own. Where this account may not mount one the test is skipped.</summary>
    public static async Task<TinyDisk> UnderAsync(PumpStage stage)
    {
        SqliteConnection.ClearAllPools();
        var folder = Path.GetDirectoryName(stage.Test.Path)!;
        var bytes = await File.ReadAllBytesAsync(stage.Test.Path);
        Assert.SkipUnless(OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder) == 0, "This account may not mount a disk.");
        await File.WriteAllBytesAsync(stage.Test.Path, bytes);
        return new TinyDisk(folder);
    }

    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[512]);
            }
        }
        catch (IOException)
        {
            // Not a byte is left.
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await RunAsync("umount", "-l", _folder);
    }

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
