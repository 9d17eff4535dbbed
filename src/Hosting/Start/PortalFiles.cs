using Microsoft.Data.Sqlite;

namespace HeymarketPortal.Hosting;

/// <summary>Where the portal keeps its database and its key file. Relative paths start at the content root.</summary>
public sealed class PortalFiles
{
    public PortalFiles(IConfiguration configuration, string contentRoot)
    {
        KeyFile = Path.GetFullPath(configuration["Secrets:KeyFile"] ?? "data/master.key", contentRoot);
        var connection = new SqliteConnectionStringBuilder();
        try
        {
            connection.ConnectionString = configuration.GetConnectionString("Sqlite") ?? "Data Source=data/portal.db";
        }
        catch (ArgumentException wrong)
        {
            Problem = StartProblem.NoDatabaseName(wrong.Message.TrimEnd('.'));
        }
        if (Problem is null && (connection.DataSource is "" or ":memory:" || connection.Mode == SqliteOpenMode.Memory))
        {
            Problem = StartProblem.NoDatabaseName("it names no file");
        }
        Database = Path.GetFullPath(Problem is null ? connection.DataSource : "data/portal.db", contentRoot);
        connection.DataSource = Database;
        ConnectionString = connection.ToString();
    }

    /// <summary>Absolute path of the database file.</summary>
    public string Database { get; }
    public string ConnectionString { get; }
    /// <summary>Absolute path of the file with the master key, whether it exists or not.</summary>
    public string KeyFile { get; }
    /// <summary>What is wrong with the settings; nothing may be opened then.</summary>
    public StartProblem? Problem { get; }

    /// <summary>Makes the folder of the database.</summary>
    public StartProblem? MakeFolder()
    {
        var folder = Path.GetDirectoryName(Database)!;
        try
        {
            MakePrivate(folder);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return StartProblem.Unwritable(folder);
        }
    }

    /// <summary>A folder that only the portal's user reads; one that exists stays as it is.</summary>
    internal static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
