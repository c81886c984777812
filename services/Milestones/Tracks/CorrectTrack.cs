namespace KosovoNato.Milestones.Tracks;

/// <summary>Corrects a track.</summary>
static class CorrectTrack
{
    public static readonly CorrectWrite<CorrectTrackRequest, Track> Write =
        new(["display_name", "description", "display_order"], TrackChecks.Check, MilestonesEventType.CorrectionMade);
}
