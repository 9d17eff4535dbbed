using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HeymarketPortal.Tests;

/// <summary>What others may do with the portal depends on every package that it is built from.</summary>
public sealed partial class PackageTests
{
    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "ISC"];

    private static readonly string[] Projects =
        ["HeymarketPortal", "HeymarketPortal.Tests", "HeymarketPortal.BrowserTests", "HeymarketPortal.Benchmarks", "HeymarketPortal.Crash"];

    /// <summary>Used by tests alone and passed on to nobody.</summary>
    private static readonly string[] NotShipped = ["Deque.AxeCore.Commons"];

    [Fact]
    public void Every_package_has_a_permissive_licence()
    {
        // All of them under the README's command; a run of this project alone restores itself and the portal.
        string[] restored = [.. Projects.Where(project => File.Exists(Path.Combine(Repository.Root, Assets(project))))];
        Assert.Contains("HeymarketPortal", restored);
        Assert.Contains("HeymarketPortal.Tests", restored);

        Assert.All(restored, project => Assert.All(
            Nuspecs(project).Select(XDocument.Load).Select(nuspec => (Id: Text(nuspec, "id"), Licence: Licence(nuspec))),
            package => Assert.True(
                Allows(package.Licence) || (project == "HeymarketPortal.BrowserTests" && NotShipped.Contains(package.Id)),
                $"{package.Id}: {package.Licence}")));
    }

    [Fact]
    public void Lock_files_hold_no_addresses_and_no_kind_of_machine()
    {
        var locks = Directory.EnumerateFiles(Repository.Root, "packages.lock.json")
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests")).SelectMany(
                project => Directory.EnumerateFiles(project, "packages.lock.json")))
            .ToList();

        Assert.Equal(Projects.Length, locks.Count);
        Assert.All(locks, file => Assert.DoesNotMatch(NotPortable(), File.ReadAllText(file)));
    }

    // Sample: { "packageFolders": { "/home/ada/.nuget/packages/": {} }, "libraries": { "Refit/16.4.0": { "type": "package", "path": "refit/16.4.0",
    // "files": [ "refit.nuspec", … ] } } }
    private static List<string> Nuspecs(string project)
    {
        using var assets = JsonDocument.Parse(Repository.Read(Assets(project)));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => Path.Combine(
                library.Value.GetProperty("path").GetString()!,
                library.Value.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal))))
            .Select(nuspec => folders.Select(folder => Path.Combine(folder, nuspec)).First(File.Exists))
            .ToList();
    }

    private static string Assets(string project) => $"artifacts/obj/{project}/project.assets.json";

    private static bool Allows(string licence) =>
        licence.Split(" OR ").Any(one => one.Trim('(', ')').Split(" AND ").All(part => Permissive.Contains(part)));

    private static string Licence(XDocument nuspec) => Text(nuspec, "license") is { Length: > 0 } named ? named : $"no licence, {Text(nuspec, "licenseUrl")}";

    private static string Text(XDocument nuspec, string name) =>
        nuspec.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

    [GeneratedRegex("://|\"net[0-9.]+/")]
    private static partial Regex NotPortable();
}
