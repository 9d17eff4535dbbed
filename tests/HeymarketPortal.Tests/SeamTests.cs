using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace HeymarketPortal.Tests;

/// <summary>
/// Which folder of src may name which. A new arrow is a decision: write it down in docs/decisions, then here. Program, App and
/// Routes lie in no folder, put everything together and may name everything.
/// </summary>
public sealed class SeamTests
{
    private static readonly Architecture Portal = new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build();

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Sending"] = [],
        ["Ui"] = [],
        ["Data"] = ["Sending"],
        ["Teams"] = ["Data"],
        ["Heymarket"] = ["Sending", "Teams"],
        ["Pump"] = ["Sending", "Data", "Heymarket", "Teams"],
        ["Hooks"] = ["Sending", "Data", "Heymarket", "Teams"],
        ["Accounts"] = ["Sending", "Teams", "Data", "Ui"],
        ["Pages"] = ["Sending", "Data", "Heymarket", "Teams", "Accounts", "Ui"],
        ["Sandbox"] = ["Ui"],
        ["Hosting"] = ["Sending", "Data", "Heymarket", "Teams", "Accounts", "Ui", "Pump", "Hooks", "Sandbox"],
    };

    public static TheoryData<string> Folders => [.. Arrows.Keys];

    [Theory, MemberData(nameof(Folders))]
    public void A_folder_names_only_those_below_it(string folder)
    {
        var others = Arrows.Keys.Except([folder, .. Arrows[folder]]);

        Types().That().ResideInNamespaceMatching(In([folder]))
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(In(others)))
            .Because($"{folder} may name {(Arrows[folder] is [] ? "no other folder" : string.Join(", ", Arrows[folder]))}")
            .Check(Portal);
    }

    [Fact]
    public void Every_folder_has_its_row_in_the_table()
    {
        var folders = Portal.Types
            .Select(type => type.Namespace.FullName.Split('.'))
            .Where(name => name is ["HeymarketPortal", _, ..])
            .Select(name => name[1]);

        Assert.Equal(Arrows.Keys.Order(), folders.Distinct().Order());
    }

    private static string In(IEnumerable<string> folders) => $@"^HeymarketPortal\.({string.Join('|', folders)})(\.|$)";
}
