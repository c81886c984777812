namespace KosovoNato.Milestones.Tracks;

/// <summary>What a track must be like.</summary>
static class TrackChecks
{
    public static void Check(Track? track, FieldSelection fields, FieldViolations violations)
    {
        if (track is null)
        {
            violations.Add("track", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("track");
        MilestoneNames.Check("tracks", track.Name, at);
        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(track.DisplayName, 100, at, "display_name");
        }

        if (fields.Has("description"))
        {
            ValueChecks.CheckText(track.Description, 1_000, at, "description");
        }

        if (fields.Has("position"))
        {
            at.Require(track.Position is >= 1 and <= 1_000, "position", "must be 1 to 1,000");
        }
    }
}
