using KosovoNato.Testing.Histories;
using static KosovoNato.EndToEnd.Tests.Histories.HistoryBuilder;

namespace KosovoNato.EndToEnd.Tests.Histories;

/// <summary>The checker finds each violation of a Watch guarantee, and reports none in a correct history.</summary>
public sealed class WatchCheckTests
{
    static WatchStep FromToken(long after, WatchFilter? filter = null) =>
        new WatchStep.Resumed(filter ?? WatchFilter.Everything, $"after {after}");

    [Fact]
    public void A_watch_that_keeps_all_promises_passes() =>
        Assert.Empty(
            Broken(4, FromStart, Message(One, Two), Progress(2), new WatchStep.Ended("UNAVAILABLE"), FromToken(2), Message(Three),
                Message(Four), Progress(4)));

    [Fact]
    public void A_later_revision_sent_first_is_out_of_order() =>
        Assert.Contains(ViolationKind.WatchOutOfOrder, Broken(0, FromStart, Message(Two), Message(One)));

    [Fact]
    public void A_revision_sent_again_is_a_duplicate() =>
        Assert.Equal([ViolationKind.WatchDuplicate], Broken(0, FromStart, Message(One), Message(Two), Message(Two)));

    [Fact]
    public void A_skipped_revision_is_missing() =>
        Assert.Equal([ViolationKind.WatchMissing], Broken(0, FromStart, Message(One), Message(Three)));

    [Fact]
    public void A_watch_that_stops_before_the_end_misses_the_rest() =>
        Assert.Equal([ViolationKind.WatchMissing], Broken(4, FromStart, Message(One, Two, Three)));

    [Fact]
    public void A_watch_that_may_stop_early_has_nothing_missing() =>
        Assert.Empty(Broken(0, FromStart, Message(One)));

    [Fact]
    public void A_partial_revision_is_not_atomic() =>
        Assert.Equal([ViolationKind.WatchNotAtomic], Broken(0, FromStart, Message(One, Two, Three, Saw(4, Modified("a", "a3")))));

    [Fact]
    public void A_revision_that_is_not_in_the_log_is_untrue() =>
        Assert.Equal([ViolationKind.WatchDiverged], Broken(0, FromStart, Message(One, Two, Three, Four, Saw(5, Added("c", "c1")))));

    [Fact]
    public void A_version_that_is_not_in_the_log_is_untrue() =>
        Assert.Equal([ViolationKind.WatchDiverged], Broken(0, FromStart, Message(Saw(1, Added("a", "a1", "green")))));

    [Fact]
    public void A_bookmark_before_a_change_that_it_covers_is_too_early() =>
        Assert.Equal([ViolationKind.BookmarkTooEarly], Broken(0, FromStart, Message(One), Progress(2), Message(Two)));

    [Fact]
    public void A_bookmark_beyond_the_log_is_too_early() =>
        Assert.Equal([ViolationKind.BookmarkTooEarly], Broken(0, FromStart, Message(One, Two, Three, Four), Progress(5)));

    [Fact]
    public void A_bookmark_may_pass_changes_that_the_filter_excludes() =>
        Assert.Empty(Broken(2, new WatchStep.OpenedAtRevision(OnlyRed, 0), Message(One), Progress(2)));

    [Fact]
    public void A_filtered_watch_sees_resources_enter_and_leave() =>
        Assert.Empty(
            Broken(4, new WatchStep.OpenedAtRevision(OnlyRed, 0), Message(One), Message(Saw(3, Removed("a", "a1"))),
                Message(Saw(4, Added("a", "a3"), Added("b", "b2")))));

    [Fact]
    public void A_change_outside_the_filter_violates_it() =>
        Assert.Equal([ViolationKind.FilterViolated], Broken(0, new WatchStep.OpenedAtRevision(OnlyRed, 0), Message(One, Two)));

    [Fact]
    public void A_change_kind_that_is_wrong_for_the_filter_violates_it() =>
        Assert.Equal([ViolationKind.FilterViolated],
            Broken(0, new WatchStep.OpenedAtRevision(OnlyRed, 0),
                Message(One, Saw(3, Removed("a", "a1")), Saw(4, Modified("a", "a3"), Added("b", "b2")))));

    [Fact]
    public void A_removal_shows_the_last_version_that_matched() =>
        Assert.Equal(
            [ViolationKind.WatchDiverged], Broken(
                0, new WatchStep.OpenedAtRevision(OnlyRed, 0), Message(One, Saw(3, Removed("a", "a2", "blue")))));

    [Fact]
    public void A_snapshot_matches_the_log_at_its_revision() =>
        Assert.Empty(
            Broken(4, new WatchStep.OpenedWithSnapshot(WatchFilter.Everything), Snapshot(2, 2, Added("a", "a1"), Added("b", "b1", "blue")),
                Message(Three, Four)));

    [Theory]
    [InlineData(1, 2)] // b does not exist yet
    [InlineData(3, 2)] // a is already blue
    [InlineData(2, 3)] // wrong count
    public void A_snapshot_that_differs_from_the_log_is_inconsistent(long revision, long count) =>
        Assert.Equal([ViolationKind.SnapshotInconsistent],
            Broken(0, new WatchStep.OpenedWithSnapshot(WatchFilter.Everything),
                Snapshot(revision, count, Added("a", "a1"), Added("b", "b1", "blue"))));

    [Fact]
    public void A_snapshot_out_of_order_is_inconsistent() =>
        Assert.Equal([ViolationKind.SnapshotInconsistent],
            Broken(0, new WatchStep.OpenedWithSnapshot(WatchFilter.Everything),
                Snapshot(2, 2, Added("b", "b1", "blue"), Added("a", "a1"))));

    [Fact]
    public void A_resume_that_skips_a_revision_is_wrong() =>
        Assert.Equal([ViolationKind.ResumeWrong], Broken(0, FromStart, Message(One), FromToken(1), Message(Three)));

    [Fact]
    public void A_resume_that_repeats_a_revision_is_wrong() =>
        Assert.Equal([ViolationKind.ResumeWrong], Broken(0, FromStart, Message(One), Message(Two), FromToken(2), Message(Two)));

    [Fact]
    public void A_resume_that_restarts_with_a_snapshot_is_wrong() =>
        Assert.Contains(ViolationKind.ResumeWrong, Broken(0, FromStart, Message(One), FromToken(1), Snapshot(1, 1, Added("a", "a1"))));

    [Fact]
    public void A_resume_accepted_with_another_filter_is_wrong() =>
        Assert.Equal([ViolationKind.ResumeWrong],
            Broken(0, FromStart, Message(One), FromToken(1, OnlyRed), Message(Saw(3, Removed("a", "a1")))));

    [Fact]
    public void A_resume_rejected_with_another_filter_is_right() =>
        Assert.Empty(Broken(0, FromStart, Message(One), FromToken(1, OnlyRed), new WatchStep.Ended("INVALID_ARGUMENT")));

    [Fact]
    public void A_resume_from_an_older_token_may_repeat_later_revisions() =>
        Assert.Empty(Broken(4, FromStart, Message(One), Message(Two), Message(Three), FromToken(1), Message(Two), Message(Three, Four)));
}
