namespace HeymarketPortal.Hosting;

/// <summary>Why the portal cannot start, and what to do about it: one line for whoever runs it.</summary>
public sealed record StartProblem(string What, string Remedy)
{
    public static StartProblem InUse(string database) => new(
        $"The database {database} is in use by another portal.",
        "Stop that one first, or give this one its own with --ConnectionStrings:Sqlite \"Data Source=FILE\".");

    public static StartProblem Newer(string database, string migration) => new(
        $"The database {database} is newer than this program: it does not know {migration}.",
        "Run the newer program, or restore a backup from before the update.");

    public static StartProblem Unusable(string database, string reason) => new(
        $"The database {database} cannot be used: {reason}.", "Repair it or restore a backup.");

    public static StartProblem NoDatabaseName(string reason) => new(
        $"ConnectionStrings:Sqlite is wrong: {reason}.", "Give it as \"Data Source=data/portal.db\".");

    public static StartProblem Unwritable(string folder) => new(
        $"The folder {folder} cannot be written to.", "Let the portal's user write there, or choose another one.");

    public static StartProblem WrongAddress(string given) => new(
        $"Heymarket:BaseAddress \"{given}\" is not an absolute http or https address.", "Set it to https://api.heymarket.com.");

    public static StartProblem NoMasterKey(string file) => new(
        $"The master key is missing: there is no {file} and no Secrets:Keys, but this database was sealed with one.",
        "Put the key back, or point Secrets:KeyFile at it.");

    public static StartProblem BadMasterKey(string where) => new(
        $"The master key in {where} is not readable: it takes 32 bytes in Base64, under a name of letters, digits, - and _.", "Put the right key back.");

    public static StartProblem WrongMasterKey { get; } = new(
        "The master key does not open this database: it was sealed with another one.", "Put the right key back, or use the database that belongs to this key.");

    public static StartProblem NoAdministrator(string reason) => new(
        $"FirstRun:Email and FirstRun:Password make no administrator: {reason}", "Mend both, or leave them out and open the first-run link.");

    public static StartProblem CannotListen(string reason) => new(
        FirstLine(reason), "Stop what listens there, or choose another address with --urls http://localhost:PORT.");

    public static StartProblem WrongSetting(string reason) => new(
        FirstLine(reason), "Correct it in appsettings.json, in the environment or on the command line.");

    /// <summary>What nobody thought of.</summary>
    public static StartProblem Unexpected(Exception unexpected) => new(FirstLine(unexpected.Message), "This was not expected: the log has the details.");

    /// <summary>What, and what to do, in one line.</summary>
    public override string ToString() => $"{What} {Remedy}".ReplaceLineEndings(" ");

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.') + ".";
}
