namespace KosovoNato.Kernel;

/// <summary>The rule for ids in names: 1 to 63 letters, digits, dots and hyphens; a letter or digit first and last.</summary>
public static class ResourceId
{
    public const string Rule = "1 to 63 letters, digits, dots or hyphens, with a letter or digit first and last";

    public static bool IsValid(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > 63 || !char.IsAsciiLetterOrDigit(id[0]) || !char.IsAsciiLetterOrDigit(id[^1]))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
