namespace HeymarketPortal.Ui;

/// <summary>One bar of a chart: it opens what it stands for.</summary>
/// <param name="Label">What it is about, such as a day.</param>
/// <param name="Values">Its parts, in the order of the chart's series.</param>
public sealed record ChartBar(string Label, string Href, IReadOnlyList<int> Values)
{
    public int Total => Values.Sum();
}

/// <summary>What one colour of a chart stands for.</summary>
/// <param name="Meaning">Null: it says nothing, and has the accent.</param>
public sealed record ChartSeries(string Name, Meaning? Meaning = null);

/// <summary>A line of a chart that lies on its side.</summary>
/// <param name="Note">Beside the number, such as its share.</param>
public sealed record ChartLine(string Label, string Href, int Value, string? Note = null, Meaning? Meaning = null);
