using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using HeymarketPortal.Sending;

namespace HeymarketPortal.Tests.Sending.Text.Agreement;

/// <summary>
/// Another implementation's answers about the same texts (README.md beside this file). Where it answers otherwise one of the rules
/// of docs/decisions/010-segments.md has to foretell its answer exactly.
/// </summary>
public partial class AgreementTests
{
    private const char Joiner = '\u200D';
    private static readonly List<Row> Rows = Read();

    [Fact]
    public void Every_answer_is_the_same_or_is_foretold_by_a_named_rule()
    {
        Assert.Equal(12_000, Rows.Select(row => row.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Rows, row => Assert.Equal(row.Theirs, Foretold(row.Text, row.Rule)));
    }

    [Theory]
    [InlineData(Rule.None, 11_366)]
    [InlineData(Rule.Nothing, 1)]
    [InlineData(Rule.LineEndings, 534)]
    [InlineData(Rule.WholeCharacters, 99)]
    public void A_rule_is_needed_for_so_many_texts_and_for_no_other(Rule rule, int texts)
    {
        Assert.Equal(texts, Rows.Count(row => row.Rule == rule));
        Assert.All(Rows, row => Assert.Equal(row.Rule == Rule.None, row.Theirs == Ours(row.Text)));
    }

    [Fact]
    public void The_texts_reach_every_corner()
    {
        Assert.True(Rows.Count(row => row.Theirs.Encoding == SmsEncoding.Gsm7) > 3_000);
        Assert.True(Rows.Count(row => row.Theirs.Segments > 1) > 3_000);
        Assert.True(Rows.Count(row => row.Text.Contains(Joiner, StringComparison.Ordinal)) > 1_000);
        Assert.True(Rows.Count(row => row.Text.Contains('€', StringComparison.Ordinal)) > 1_000);
        Assert.True(Rows.Count(row => row.Text.Contains('\u0301', StringComparison.Ordinal)) > 1_000);
    }

    private static Answer Foretold(string text, Rule rule) => rule switch
    {
        Rule.Nothing => new(SmsEncoding.Gsm7, 1, 0),
        Rule.LineEndings => WithWholeCharacters(text.Replace("\r\n", "\n\n", StringComparison.Ordinal).Replace('\r', '\n')),
        Rule.WholeCharacters => WithWholeCharacters(text),
        _ => Ours(text),
    };

    private static Rule RuleFor(string text) =>
        text.Length == 0 ? Rule.Nothing
        : text.Contains("\r\n", StringComparison.Ordinal) ? Rule.LineEndings
        : WithWholeCharacters(text) != Ours(text) ? Rule.WholeCharacters
        : Rule.None;

    private static Answer Ours(string text)
    {
        var count = SegmentCount.Of(text);
        return new(count.Encoding, count.Segments, count.Units);
    }

    /// <summary>Ours, but for Unicode texts of several segments packed by what a person counts instead of by surrogate pairs.</summary>
    private static Answer WithWholeCharacters(string text)
    {
        var ours = Ours(text);
        if (ours is { Encoding: SmsEncoding.Gsm7 } or { Segments: 1 })
        {
            return ours;
        }
        var (segments, inLast) = (1, 0);
        foreach (var size in Clusters(text).Select(cluster => cluster.Length))
        {
            (segments, inLast) = inLast + size > 67 ? (segments + 1, size) : (segments, inLast + size);
        }
        return ours with { Segments = segments };
    }

    /// <summary>The other implementation knows the emoji of 2017; two younger ones, sewn together of older ones, it takes apart.</summary>
    private static IEnumerable<string> Clusters(string text)
    {
        for (var each = StringInfo.GetTextElementEnumerator(text); each.MoveNext();)
        {
            var cluster = each.GetTextElement();
            foreach (var part in cluster.Contains(Joiner, StringComparison.Ordinal) ? YoungSeam().Split(cluster) : [cluster])
            {
                yield return part;
            }
        }
    }

    [GeneratedRegex("(?<=❤️\u200D)(?=🔥)|(?<=🧑🏻\u200D)(?=🤝)|(?<=🤝\u200D)(?=🧑)")]
    private static partial Regex YoungSeam();

    private static List<Row> Read()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "tests/HeymarketPortal.Tests/Sending/Text/Agreement/answers.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<Row> rows = [];
        while (lines.ReadLine() is { } line)
        {
            // ["Hi 🎉","Unicode",1,5]
            var row = JsonElement.Parse(line);
            var text = row[0].GetString()!;
            rows.Add(new(text, new(Enum.Parse<SmsEncoding>(row[1].GetString()!), row[2].GetInt32(), row[3].GetInt32()), RuleFor(text)));
        }
        return rows;
    }

    public enum Rule
    {
        None,
        Nothing,
        LineEndings,
        WholeCharacters,
    }

    private sealed record Row(string Text, Answer Theirs, Rule Rule);

    private sealed record Answer(SmsEncoding Encoding, int Segments, int Units);
}
