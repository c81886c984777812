using KosovoNato.Testing.Histories;
using static KosovoNato.EndToEnd.Tests.Histories.HistoryBuilder;

namespace KosovoNato.EndToEnd.Tests.Histories;

/// <summary>The checker finds each violation of a write guarantee, and reports none in a correct history.</summary>
public sealed class WriteCheckTests
{
    [Fact]
    public void A_history_that_keeps_all_promises_passes() =>
        Assert.Empty(Broken(Log,
            Wrote("request-1", "a", 0, new WriteAck(1, "a1", 10)),
            Wrote("request-2", "b", 5, new WriteAck(2, "b1", 15), new WriteAck(2, "b1", 30)),
            Wrote("request-3", "a", 20),
            new RecordedWrite("request-9", "a", 20) { Refused = true }));

    [Fact]
    public void An_acknowledged_write_that_is_not_in_the_log_is_lost() =>
        Assert.Equal([ViolationKind.AcknowledgedWriteLost], Broken(Log, Wrote("request-5", "a", 0, new WriteAck(5, "a4", 10))));

    [Fact]
    public void An_acknowledged_write_with_other_content_in_the_log_is_lost() =>
        Assert.Equal([ViolationKind.AcknowledgedWriteLost], Broken(Log, Wrote("request-1", "a", 0, new WriteAck(1, "other", 10))));

    [Fact]
    public void A_request_applied_twice_is_doubled() =>
        Assert.Equal(
            [ViolationKind.WriteAppliedTwice], Broken(
                [Logged(1, Version("a", "a1")), Logged(2, Version("a", "a2")) with { RequestId = "request-1" }]));

    [Fact]
    public void A_request_with_two_responses_is_doubled() =>
        Assert.Contains(ViolationKind.WriteAppliedTwice,
            Broken(Log, Wrote("request-1", "a", 0, new WriteAck(1, "a1", 10), new WriteAck(3, "a2", 20))));

    [Fact]
    public void A_rejected_write_in_the_log_was_applied() =>
        Assert.Equal([ViolationKind.RejectedWriteApplied], Broken(Log, new RecordedWrite("request-2", "b", 0) { Refused = true }));

    [Fact]
    public void A_later_write_with_an_earlier_revision_is_out_of_order() =>
        Assert.Equal([ViolationKind.WriteOutOfOrder],
            Broken(Log, Wrote("request-2", "b", 0, new WriteAck(2, "b1", 10)), Wrote("request-1", "a", 11, new WriteAck(1, "a1", 20))));

    [Fact]
    public void Overlapping_writes_may_have_any_order() =>
        Assert.Empty(
            Broken(Log, Wrote("request-2", "b", 0, new WriteAck(2, "b1", 10)), Wrote("request-1", "a", 9, new WriteAck(1, "a1", 20))));

    [Fact]
    public void A_hole_in_the_log_is_a_gap() =>
        Assert.Equal([ViolationKind.RevisionsNotGapless], Broken([Logged(1, Version("a", "a1")), Logged(3, Version("a", "a2"))]));

    [Fact]
    public void A_log_that_begins_late_is_a_gap() =>
        Assert.Equal([ViolationKind.RevisionsNotGapless], Broken([Logged(2, Version("a", "a1"))]));

    [Fact]
    public void Two_versions_with_the_same_etag_are_found() =>
        Assert.Equal([ViolationKind.EtagReused], Broken([Logged(1, Version("a", "a1")), Logged(2, Version("a", "a1", "blue"))]));

    [Fact]
    public void Two_resources_may_share_an_etag() =>
        Assert.Empty(Broken([Logged(1, Version("a", "same")), Logged(2, Version("b", "same"))]));
}
