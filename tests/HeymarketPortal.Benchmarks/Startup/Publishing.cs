using HeymarketPortal.Tests;

namespace HeymarketPortal.Benchmarks;

/// <summary>Makes what is compared, as an administrator would install it: <c>dotnet publish -c Release</c>.</summary>
internal static class Publishing
{
    /// <summary>What <c>dotnet new blazor</c> writes, unchanged: one project, interactive server components, not compiled ahead.</summary>
    public static async Task<PublishedApp> EmptyAppAsync(Workshop folder)
    {
        var source = Directory.CreateDirectory(folder.Path("Empty")).FullName;
        File.Copy(Path.Combine(Workshop.Repository, "global.json"), Path.Combine(source, "global.json"));
        await Workshop.DotnetAsync(source, "new", "blazor", "--no-restore");
        await Workshop.DotnetAsync(source, "publish", "-c", "Release", "-o", folder.Path("empty-published"));
        return new("dotnet new blazor", folder.Path("empty-published"), "Empty.dll", "/");
    }

    /// <summary>Compiled ahead (ReadyToRun), as its project file says, with files of its own and a first administrator.</summary>
    public static async Task<PublishedApp> PortalAsync(Workshop folder)
    {
        await Workshop.DotnetAsync(Workshop.Repository, "publish", "HeymarketPortal.csproj", "-c", "Release", "-o", folder.Path("portal"));
        return new("Heymarket Portal", folder.Path("portal"), "HeymarketPortal.dll", "/account/login",
            "--ConnectionStrings:Sqlite", $"Data Source={folder.Path("portal.db")}",
            "--Secrets:KeyFile", folder.Path("master.key"),
            "--Sandbox:Database", folder.Path("sandbox.db"),
            "--FirstRun:Email", PortalClient.AdministratorEmail,
            "--FirstRun:Password", PortalClient.AdministratorPassword,
            "--FirstRun:SandboxTeam", "true");
    }
}
