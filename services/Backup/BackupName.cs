using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KosovoNato.Backup;

/// <summary>The name of a backup: its service, and when its export began, for example "recognitions-20261129T021700Z.ndjson".</summary>
sealed record BackupName(string Service, DateTime Time)
{
    const string Ending = ".ndjson";
    const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public override string ToString() => $"{Service}-{Time.ToString(TimeFormat, CultureInfo.InvariantCulture)}{Ending}";

    /// <summary>Parses a name. Other files may be in the same place, and are no backups.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackupName? name)
    {
        name = null;
        if (!text.EndsWith(Ending, StringComparison.Ordinal) || text.LastIndexOf('-') is not (> 0 and var dash))
        {
            return false;
        }

        if (DateTime.TryParseExact(
            text[(dash + 1)..^Ending.Length], TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            name = new(text[..dash], time);
        }

        return name is not null;
    }
}
