namespace KosovoNato.Milestones.Tracks;

/// <summary>Registers a strand of the road.</summary>
static class RegisterTrack
{
    public static readonly CreateWrite<RegisterTrackRequest, Track> Write = new(TrackChecks.Check, MilestonesEvent.TrackRegistered);
}
