namespace KosovoNato.Milestones.Tracks;

/// <summary>Registers a strand of the road.</summary>
static class RegisterTrack
{
    public static readonly Write<RegisterTrackRequest, Track> Write = new(Check, Decide);

    static void Check(RegisterTrackRequest request, FieldViolations violations) => TrackChecks.Check(request.Track, FieldSelection.All, violations);

    static Track Decide(RegisterTrackRequest request, Transaction draft)
    {
        var track = request.Track.Clone();
        draft.RequireNew<Track>(track.Name);
        draft.Put(track, MilestonesEvent.TrackRegistered);
        return track;
    }
}
