using System.Reflection;

namespace HeymarketPortal.BrowserTests;

/// <summary>Where the repository is, and where traces of failed tests go.</summary>
internal static class Artifacts
{
    /// <summary>The repository's root, which is the portal's content root.</summary>
    public static string Root { get; } = FindRoot();

    public static string Trace(string test)
    {
        var safe = string.Concat(test.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        var folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "traces"));
        return Path.Combine(folder.FullName, (safe.Length > 120 ? safe[^120..] : safe) + ".zip");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HeymarketPortal.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
