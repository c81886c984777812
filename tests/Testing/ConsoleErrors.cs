namespace KosovoNato.Testing;

/// <summary>Finds entries of level Error and above in the console log of a service.</summary>
internal static class ConsoleErrors
{
    static readonly string[] Levels = ["trce: ", "dbug: ", "info: ", "warn: ", "fail: ", "crit: "];

    public static IReadOnlyList<string> In(IEnumerable<string> lines)
    {
        var errors = new List<string>();
        var inError = false;
        foreach (var line in lines)
        {
            if (Levels.Any(level => line.StartsWith(level, StringComparison.Ordinal)))
            {
                inError = line.StartsWith("fail: ", StringComparison.Ordinal) || line.StartsWith("crit: ", StringComparison.Ordinal);
                if (inError)
                {
                    errors.Add(line);
                }
            }
            else if (line.StartsWith("Unhandled exception", StringComparison.Ordinal))
            {
                inError = true;
                errors.Add(line);
            }
            else if (inError)
            {
                errors[^1] += "\n" + line;
            }
        }

        return errors;
    }
}
