using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Input;

/// <summary>
/// The choices of a ballot in a CSV file: a header line with <c>state</c>, <c>choice</c> and, optionally, <c>note</c>, in any order; then
/// one line for each state. Fields may be quoted. All errors are reported at once, with their lines.
/// </summary>
static class BallotFile
{
    public static IReadOnlyList<BallotChoice> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {failure.Message}", inner: failure);
        }

        var header = lines.Length == 0 ? [] : Fields(lines[0]).ConvertAll(column => column.Trim().ToUpperInvariant());
        var (state, choice, note) = (header.IndexOf("STATE"), header.IndexOf("CHOICE"), header.IndexOf("NOTE"));
        if (state < 0 || choice < 0)
        {
            throw new CliException($"The first line of {path} must name the columns state and choice, for example: state,choice,note");
        }

        var faults = new List<string>();
        var choices = new List<BallotChoice>();
        for (var at = 1; at < lines.Length; at++)
        {
            if (lines[at].Trim().Length > 0)
            {
                Add(Fields(lines[at]), at + 1);
            }
        }

        return faults.Count == 0 ? choices : throw new CliException($"{path} is invalid:\n  {string.Join("\n  ", faults)}");

        void Add(List<string> fields, int line)
        {
            var word = Field(fields, choice);
            if (Field(fields, state) is not { Length: 2 } code)
            {
                faults.Add($"line {line}: state must be an ISO 3166-1 alpha-2 code, not \"{Field(fields, state)}\".");
            }
            else if (EnumText.Find<VoteChoice>(word) is not { } vote)
            {
                faults.Add($"line {line}: choice must be one of {string.Join(", ", EnumText.All<VoteChoice>())}, not \"{word}\".");
            }
            else
            {
                choices.Add(new() { State = code.ToUpperInvariant(), Choice = vote, Note = Field(fields, note) });
            }
        }
    }

    static string Field(List<string> fields, int column) => column >= 0 && column < fields.Count ? fields[column].Trim() : "";

    /// <summary>Splits a line at commas outside quotes; two quotes inside quotes are one.</summary>
    static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"' && isQuoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (line[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (line[at] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[at]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
