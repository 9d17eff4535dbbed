using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HeymarketPortal.Data.Secrets;

namespace HeymarketPortal.Hosting;

/// <summary>
/// Finds the master keys: the lines of the key file, then <c>Secrets:Keys:NAME</c> in the order of their names. The last one writes, so a
/// key given by the environment takes over from the file.
/// </summary>
internal sealed partial class MasterKeySource(IConfiguration configuration, PortalFiles files)
{
    private const string FileKey = "file";
    private MasterKeys? _keys;

    public MasterKeys Keys => _keys ?? throw new InvalidOperationException("The master keys are not loaded yet.");

    /// <param name="mayMake">Whether a missing key file is made. Never when something is already sealed: a new key would not open it.</param>
    public StartProblem? Load(bool mayMake)
    {
        var found = new List<KeyValuePair<string, byte[]>>();
        var named = configuration.GetSection("Secrets:Keys").GetChildren().ToList();
        var exists = File.Exists(files.KeyFile);
        if (!exists && named.Count == 0)
        {
            if (!mayMake)
            {
                return StartProblem.NoMasterKey(files.KeyFile);
            }
            if (Make(files.KeyFile) is { } unwritable)
            {
                return unwritable;
            }
            exists = true;
        }
        if (exists)
        {
            if (ReadKeys(files.KeyFile) is not { Count: > 0 } keys)
            {
                return StartProblem.BadMasterKey(files.KeyFile);
            }
            found.AddRange(keys);
        }
        foreach (var entry in named)
        {
            if (!Name().IsMatch(entry.Key) || entry.Key == FileKey || found.Exists(there => there.Key == entry.Key) || Decode(entry.Value) is not { } key)
            {
                return StartProblem.BadMasterKey($"Secrets:Keys:{entry.Key}");
            }
            found.Add(new(entry.Key, key));
        }
        _keys = new MasterKeys(found);
        return null;
    }

    private static StartProblem? Make(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var unfinished = path + ".new";
        try
        {
            PortalFiles.MakePrivate(folder);
            File.Delete(unfinished);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(unfinished, options))
            {
                file.Write(Encoding.ASCII.GetBytes(
                    Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeys.KeyBytes)) + "\n"));
                file.Flush(flushToDisk: true);
            }
            // Moved when it is whole: a start that was killed in between leaves no half a key.
            File.Move(unfinished, path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return StartProblem.Unwritable(folder);
        }
        Console.WriteLine($"Made a master key: {path}. Keep a copy apart from the database: without it no API key can be opened.");
        return null;
    }

    // bHVtYmVyIGFuZC4uLg==          the key called "file"
    // 2027 c29tZSBtb3JlIGJ5dGVz...  a newer one
    private static List<KeyValuePair<string, byte[]>>? ReadKeys(string path)
    {
        try
        {
            List<KeyValuePair<string, byte[]>> keys = [];
            foreach (var line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0))
            {
                var (name, text) = line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var rest] ? (first, rest) : (FileKey, line);
                if (!Name().IsMatch(name) || keys.Exists(key => key.Key == name) || Decode(text) is not { } key)
                {
                    return null;
                }
                keys.Add(new(name, key));
            }
            return keys;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string? text)
    {
        var key = new byte[MasterKeys.KeyBytes];
        return Convert.TryFromBase64String(text?.Trim() ?? "", key, out var length) && length == key.Length ? key : null;
    }

    // A dot would split a sealed text in the wrong place.
    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$")]
    private static partial Regex Name();
}
