namespace KosovoNato.Milestones.Tracks;

/// <summary>Corrects a track.</summary>
static class CorrectTrack
{
    public static readonly Write<CorrectTrackRequest, Track> Write = new(Check, Decide);

    static void Check(CorrectTrackRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "display_name", "description", "position");
        TrackChecks.Check(request.Track, fields, violations);
    }

    static Track Decide(CorrectTrackRequest request, Transaction draft)
    {
        var track = draft.Edit<Track>(request.Track.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Track, track);
        draft.Put(track, MilestonesEvent.CorrectionMade);
        return track;
    }
}
