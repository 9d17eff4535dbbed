using System.Globalization;

namespace HeymarketPortal.Crash;

/// <summary><c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _given = [];

    /// <returns>Null when something is not among <paramref name="known"/> or has no value.</returns>
    public static Arguments? Read(string[] args, params string[] known)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(args[i][2..]) || i + 1 == args.Length)
            {
                return null;
            }
            read._given[args[i][2..]] = args[i + 1];
        }
        return read;
    }

    public string Text(string name, string usual = "") => _given.GetValueOrDefault(name, usual);

    public int Number(string name, int usual) => _given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
