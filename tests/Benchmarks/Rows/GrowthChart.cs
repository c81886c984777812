using System.Globalization;
using System.Text;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>Draws the growth as a picture: one panel for each measurement, from the smallest number of records to the largest.</summary>
static class GrowthChart
{
    const int Width = 300;
    const int Height = 150;
    const int Margin = 40;
    const int Columns = 3;
    static readonly string[] Colors = ["#1f77b4", "#d62728", "#2ca02c"];

    public static string Draw(IReadOnlyList<GrowthPoint> points)
    {
        List<string> panels =
        [
            .. GrowthRows.Measures.Select((name, i) => Panel(
                name, "records", [(Colors[0], "", [.. points.Select(point => ((double)point.Records, point.Values[i]))])])),
            Panel("Watch, p99, ms", "watchers", [.. points.Select((point, i) => (
                Colors[i % Colors.Length], $"{Text(point.Records)} records",
                (IReadOnlyList<(double, double)>)[.. point.Delays.Select(delay => ((double)delay.Watchers, delay.P99))]))]),
        ];
        var rows = (panels.Count + Columns - 1) / Columns;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Columns * Width} {rows * (Height + Margin)}" font-family="sans-serif"
              font-size="11"><rect width="100%" height="100%" fill="white"/>

            """);
        for (var i = 0; i < panels.Count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"<g transform=\"translate({i % Columns * Width} {i / Columns * (Height + Margin)})\">");
            text.Append(panels[i]).Append("</g>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    /// <summary>Formats a value with at most three digits that matter.</summary>
    public static string Text(double value) => value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);

    /// <param name="lines">The color, the name and the points of each line; positions on the x axis are logarithmic.</param>
    static string Panel(
        string name, string axis, IReadOnlyList<(string Color, string Name, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        var all = lines.SelectMany(line => line.Points).ToList();
        var (least, most, top) = (Math.Log10(all.Min(point => point.X)), Math.Log10(all.Max(point => point.X)), all.Max(point => point.Y));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"16\" font-weight=\"bold\">{name}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Margin} 30V{Height}H{Width - 20}\" fill=\"none\" stroke=\"#999\"/>");
        foreach (var ((color, label, points), i) in lines.Select((line, i) => (line, i)))
        {
            var places = points.Select(point => (X: X(point.X), Y: Height - (point.Y / top * (Height - 40)), point)).ToList();
            text.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{color}\" points=\"");
            text.AppendJoin(' ', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.X:0},{place.Y:0}")));
            text.Append("\"/>");
            foreach (var (x, y, point) in places)
            {
                text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0}\" cy=\"{y:0}\" r=\"3\" fill=\"{color}\"/>");
                // Labels of several lines would cover each other.
                var value = i == lines.Count - 1 ? Text(point.Y) : "";
                text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0}\" y=\"{y - 6:0}\" text-anchor=\"middle\">{value}</text>");
            }

            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + 8}\" y=\"{44 + (14 * i)}\" fill=\"{color}\">{label}</text>");
        }

        foreach (var x in all.Select(point => point.X).Distinct())
        {
            text.Append(
                CultureInfo.InvariantCulture, $"<text x=\"{X(x):0}\" y=\"{Height + 14}\" text-anchor=\"middle\">{Text(x)}</text>");
        }

        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height + 28}\" text-anchor=\"middle\">{axis}</text>");
        return text.ToString();

        double X(double value) =>
            Margin + 25 + (most > least ? (Math.Log10(value) - least) / (most - least) : 0) * (Width - Margin - 70);
    }
}
