namespace HeymarketPortal.Hosting;

/// <summary>
/// One process owns the database: a lock of the operating system on a file beside it, which ends with the process, however it ends.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private FileStream? _file;

    public bool Held => _file is not null;

    /// <summary>Tries once. Without a problem and not <see cref="Held"/>: another process has it.</summary>
    public StartProblem? Take(string database)
    {
        try
        {
            _file = new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (IOException refused) when (Taken.Contains(refused.HResult))
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return StartProblem.Unwritable(Path.GetDirectoryName(database)!);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }
}
