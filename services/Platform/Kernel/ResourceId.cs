namespace KosovoNato.Kernel;

/// <summary>
/// The rule for IDs in resource names: 1 to 63 letters, digits, dots or hyphens, starting and ending with a letter or digit.
/// </summary>
public static class ResourceId
{
    public const string Rule = "1 to 63 letters, digits, dots or hyphens, starting and ending with a letter or digit";

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
