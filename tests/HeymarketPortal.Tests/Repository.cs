namespace HeymarketPortal.Tests;

/// <summary>The files that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>What people wrote, below these folders; what tools made is left out.</summary>
    /// <returns>Paths from <see cref="Root"/>, with forward slashes.</returns>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HeymarketPortal.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No HeymarketPortal.sln above the tests: they look at the sources.");
        }
        return folder.FullName;
    }
}
