namespace KosovoNato.Milestones.Tracks;

/// <summary>Validation rules for tracks.</summary>
static class TrackChecks
{
    public static void Check(Track track, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("tracks", track.Name, at);
        new FieldChecks(at, fields)
            .Title("display_name", track.DisplayName, 100)
            .Text("description", track.Description, 1_000)
            .Require("display_order", track.DisplayOrder is >= 1 and <= 1_000, "must be 1 to 1,000");
    }
}
