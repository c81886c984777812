namespace KosovoNato.Milestones.Tracks;

/// <summary>Registers a track of the path to NATO.</summary>
static class RegisterTrack
{
    public static readonly CreateWrite<RegisterTrackRequest, Track> Write = new(TrackChecks.Check, MilestonesEventType.TrackRegistered);
}
