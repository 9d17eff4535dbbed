using System.Text.RegularExpressions;

namespace HeymarketPortal.Tests;

/// <summary>Habits that a compiler does not hold.</summary>
public sealed partial class HouseTests
{
    [Theory]
    [InlineData("src", 250)]
    [InlineData("tests", 400)]
    public void No_file_grows_past_what_one_reads_at_once(string folder, int most)
    {
        var tooLong = Repository.Sources(folder)
            .Select(file => (file, lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count()))
            .Where(found => found.lines > most);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_test_that_the_trust_model_names_is_there()
    {
        var tests = Repository.Sources("tests").Select(Path.GetFileNameWithoutExtension).ToHashSet();

        var named = NamedTest().Matches(Repository.Read("docs/trust-model.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.InRange(named.Count, 100, 1_000);
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [Fact]
    public void Time_comes_from_the_TimeProvider_alone()
    {
        var clocks = Repository.Sources("src").Where(file => Clock().IsMatch(Repository.Read(file)));

        Assert.Empty(clocks);
    }

    [Fact]
    public void A_namespace_is_the_folder()
    {
        var strays = Repository.Sources("src")
            .Select(file => (file, name: Namespace().Match(Repository.Read(file)).Groups[1].Value))
            .Where(found => found.name.Length > 0 && !Expected(found.file).StartsWith(found.name, StringComparison.Ordinal));

        Assert.Empty(strays);
    }

    [Fact]
    public void The_README_is_read_in_a_few_minutes()
    {
        var readme = Path.Combine(Repository.Root, "README.md");

        Assert.InRange(File.Exists(readme) ? File.ReadLines(readme).Count() : 0, 0, 120);
    }

    private static string Expected(string file) =>
        "HeymarketPortal" + Path.GetDirectoryName(file)!.Replace('\\', '/')["src".Length..].Replace('/', '.');

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(Utc)?(Now|Today)\b|\bThread\s*\.\s*Sleep\b")]
    private static partial Regex Clock();

    [GeneratedRegex("`([A-Z][A-Za-z]+Tests)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^@?namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
