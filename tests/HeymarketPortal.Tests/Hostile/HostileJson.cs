using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace HeymarketPortal.Tests.Hostile;

/// <summary>Bodies that were JSON of the right shape once. The same seed gives the same ones again.</summary>
public sealed class HostileJson(int seed, params string[] samples)
{
    private readonly Random _random = new(seed);
    private readonly HostileText _text = new(seed);

    public byte[] Next()
    {
        var json = samples[_random.Next(samples.Length)];
        return _random.Next(10) switch
        {
            0 => Bytes(json),
            1 => Encoding.UTF8.GetBytes(Deep()),
            2 => Encoding.UTF8.GetBytes(json.Insert(_random.Next(json.Length + 1), _text.Next())),
            3 => [.. Encoding.UTF8.GetBytes(json), .. Encoding.UTF8.GetBytes(json)],
            _ => Encoding.UTF8.GetBytes(Changed(json)),
        };
    }

    /// <summary>Another value in up to four places, whatever stood there.</summary>
    private string Changed(string json)
    {
        var root = JsonNode.Parse(json)!;
        for (var times = _random.Next(1, 5); times > 0; times--)
        {
            var places = Places(root).ToList();
            if (places.Count == 0)
            {
                break;
            }
            places[_random.Next(places.Count)](Value());
        }
        // No writer writes these: wrong where a reader trusts its parser.
        return root.ToJsonString().Replace("\"HALF\"", "\"\\ud83d\"", StringComparison.Ordinal)
            .Replace("\"HUGE\"", "1e999999", StringComparison.Ordinal).Replace("\"LONG\"", new string('9', 5_000), StringComparison.Ordinal);
    }

    private JsonNode? Value() => _random.Next(14) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.NextInt64(long.MinValue, long.MaxValue)),
        2 => JsonValue.Create(_random.NextDouble() * 1e300),
        3 => new JsonArray(),
        4 => new JsonObject { [Plain()] = new JsonArray(JsonValue.Create(1)) },
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(1, 500)).Select(_ => JsonValue.Create(_random.Next()))]),
        6 => JsonValue.Create(true),
        7 => JsonValue.Create("HALF"),
        8 => JsonValue.Create("HUGE"),
        9 => JsonValue.Create("LONG"),
        10 => JsonNode.Parse(Deep(60)),
        11 => JsonValue.Create(_random.Next(-5, 5)),
        _ => JsonValue.Create(Plain()),
    };

    /// <summary>Every place of the tree that can hold another value, or another name.</summary>
    private IEnumerable<Action<JsonNode?>> Places(JsonNode node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    yield return other => fields[name] = other;
                    yield return other => { fields.Remove(name); fields[_random.Next(3) == 0 ? "HALF" : Plain()] = other; };
                    foreach (var inner in value is null ? [] : Places(value))
                    {
                        yield return inner;
                    }
                }
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var at = i;
                    yield return other => items[at] = other;
                    foreach (var inner in items[at] is { } value ? Places(value) : [])
                    {
                        yield return inner;
                    }
                }
                break;
        }
    }

    // A string without half a surrogate pair: the writer would refuse it.
    private string Plain() => string.Concat(_text.Next().Where(c => !char.IsSurrogate(c)));

    private string Deep(int levels = 0)
    {
        var depth = levels > 0 ? levels : _random.Next(30, 20_000);
        var (open, close) = _random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        return string.Concat(Enumerable.Repeat(open, depth)) + depth.ToString(CultureInfo.InvariantCulture) + string.Concat(Enumerable.Repeat(close, depth));
    }

    /// <summary>Cut off, with bytes that are no UTF-8, with a mark in front, or nothing but such bytes.</summary>
    private byte[] Bytes(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        switch (_random.Next(5))
        {
            case 0:
                return bytes[.._random.Next(bytes.Length)];
            case 1:
                return [0xef, 0xbb, 0xbf, .. bytes];
            case 2:
                return Encoding.Unicode.GetBytes(json);
            case 3:
                var noise = new byte[_random.Next(1, 4_000)];
                _random.NextBytes(noise);
                return noise;
            default:
                for (var i = 0; i < 8; i++)
                {
                    bytes[_random.Next(bytes.Length)] = (byte)_random.Next(128, 256);
                }
                return bytes;
        }
    }
}
