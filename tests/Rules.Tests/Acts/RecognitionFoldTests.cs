using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.ValidTime;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Acts;

public sealed class RecognitionFoldTests
{
    [Fact]
    public void Without_acts_a_state_does_not_recognize()
    {
        var recognition = Folded();
        Assert.Equal(RecognitionStatus.NotRecognized, recognition.Status);
        Assert.Equal(("", "", "", false, false), Derived(recognition));
    }

    [Fact]
    public void A_grant_and_diplomatic_relations_have_their_dates()
    {
        var recognition = Folded(Act(ActKind.RelationsEstablished, "2025-12-19"), Act(ActKind.Granted, "2025-12"));
        Assert.Equal(RecognitionStatus.Recognized, recognition.Status);
        Assert.Equal(("2025-12", "", "2025-12-19", false, false), Derived(recognition));
        Assert.Equal(["a2", "a1"], recognition.Acts.Select(act => act.Id));
    }

    [Fact]
    public void A_denied_announcement_leaves_a_contested_record()
    {
        var recognition = Folded(Act(ActKind.Announced, "2011-09-22"), Act(ActKind.Denied, knownOn: "2015-09-30"));
        Assert.Equal(RecognitionStatus.NotRecognized, recognition.Status);
        Assert.Equal(("", "", "", true, false), Derived(recognition));
    }

    [Fact]
    public void A_claimed_withdrawal_contests_but_does_not_undo()
    {
        var recognition = Folded(Act(ActKind.Granted, "2012-01-23"), Act(ActKind.WithdrawalClaimed, "2019-11-11", counted: true));
        Assert.Equal(RecognitionStatus.WithdrawalClaimed, recognition.Status);
        Assert.Equal(("2012-01-23", "", "", true, false), Derived(recognition));
    }

    [Fact]
    public void A_reaffirmed_recognition_keeps_the_date_of_its_grant()
    {
        var recognition = Folded(
            Act(ActKind.Granted, "2008-05-30"), Act(ActKind.WithdrawalClaimed, "2018-06"), Act(ActKind.Reaffirmed, "2018-06-22"));
        Assert.Equal(RecognitionStatus.Recognized, recognition.Status);
        Assert.Equal(("2008-05-30", "", "", true, true), Derived(recognition));
    }

    [Fact]
    public void A_confirmed_withdrawal_has_its_date_and_ends_with_a_new_grant()
    {
        Act[] acts = [Act(ActKind.Granted, "2009"), Act(ActKind.WithdrawalConfirmed, "2017-10-27"), Act(ActKind.Granted, "2020-03-01")];
        Assert.Equal(("", "2017-10-27", "", false, false), Derived(Folded(acts[..2])));
        Assert.Equal(("2020-03-01", "", "", false, false), Derived(Folded(acts)));
    }

    [Fact]
    public void A_state_that_reaffirms_after_a_confirmed_withdrawal_recognizes_from_then_on()
    {
        var recognition = Folded(
            Act(ActKind.Granted, "2009"), Act(ActKind.WithdrawalConfirmed, "2017"), Act(ActKind.Reaffirmed, "2018-02"));
        Assert.Equal(("2018-02", "", "", false, true), Derived(recognition));
    }

    [Fact]
    public void A_recognition_declared_void_does_not_count_until_it_is_confirmed()
    {
        Act[] acts = [Act(ActKind.Granted, "2012-03-13"), Act(ActKind.Invalidated, "2013-01-07"), Act(ActKind.Confirmed, "2014")];
        var disputed = Folded(acts[..2]);
        Assert.Equal(RecognitionStatus.RecognitionDisputed, disputed.Status);
        Assert.Equal(("", "", "", true, false), Derived(disputed));
        Assert.Equal(("2012-03-13", "", "", true, true), Derived(Folded(acts)));
    }

    [Fact]
    public void A_claim_beside_the_preferred_acts_contests_the_record_and_leaves_its_status_unchanged()
    {
        var recognition = Folded(Act(ActKind.Granted, "2015-05-20"), Act(ActKind.WithdrawalClaimed, "2023-01", ClaimRank.Normal));
        Assert.Equal(RecognitionStatus.Recognized, recognition.Status);
        Assert.True(recognition.Contested);
    }

    [Theory]
    [InlineData(ClaimRank.Deprecated, false)]
    [InlineData(ClaimRank.Preferred, true)]
    public void Superseded_and_retracted_acts_are_ignored(ClaimRank rank, bool retracted)
    {
        var recognition = Folded(Act(ActKind.Denied, "2010", rank, retracted: retracted), Act(ActKind.Granted, "2011"));
        Assert.Equal(RecognitionStatus.Recognized, recognition.Status);
        Assert.False(recognition.Contested);
    }

    [Fact]
    public void A_second_grant_is_rejected_with_the_status_and_the_allowed_kinds()
    {
        var refusal = Assert.Throws<ApiException>(() => Folded(Act(ActKind.Granted, "2008-02-18"), Act(ActKind.Granted, "2008-02-19")));
        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.TransitionNotAllowed), (refusal.Status, refusal.Reason));
        Assert.Contains("RECOGNIZED: act a2 (GRANTED of 2008-02-19) cannot follow", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(
            "CONFIRMED, RELATIONS_ESTABLISHED, INVALIDATED, WITHDRAWAL_CLAIMED, WITHDRAWAL_CONFIRMED", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_act_inserted_in_the_past_is_rejected_if_a_later_one_would_become_invalid()
    {
        var refusal = Assert.Throws<ApiException>(() => Folded(Act(ActKind.Granted, "2012"), Act(ActKind.Granted, "2010")));
        Assert.Contains("act a1 (GRANTED of 2012)", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ClaimRank.Preferred, ErrorReason.TransitionNotAllowed)]
    [InlineData(ClaimRank.Normal, ErrorReason.RuleViolated)]
    public void A_recognition_that_was_not_granted_cannot_be_withdrawn(ClaimRank rank, ErrorReason reason) =>
        Assert.Equal(reason, Assert.Throws<ApiException>(() => Folded(Act(ActKind.WithdrawalClaimed, "2019", rank))).Reason);

    [Fact]
    public void Acts_with_the_same_first_day_keep_the_order_of_recording() =>
        Assert.Equal(["a1", "a2", "a3"],
            Folded(Act(ActKind.Granted, "2018"), Act(ActKind.WithdrawalClaimed, "2018-01"),
                Act(ActKind.Reaffirmed, "2018-01-01")).Acts.Select(act => act.Id));

    [Theory]
    [InlineData("2018-05-31", RecognitionStatus.Recognized, 1)]
    [InlineData("2018-06-01", RecognitionStatus.WithdrawalClaimed, 2)]
    [InlineData("2018-06-21", RecognitionStatus.WithdrawalClaimed, 2)]
    [InlineData("2018-06-22", RecognitionStatus.Recognized, 3)]
    [InlineData("2008-05-29", RecognitionStatus.NotRecognized, 0)]
    public void Only_acts_up_to_a_date_count_on_that_date(string date, RecognitionStatus status, int acts)
    {
        var recognition = Folded(
            Act(ActKind.Granted, "2008-05-30"), Act(ActKind.WithdrawalClaimed, "2018-06"), Act(ActKind.Reaffirmed, knownOn: "2018-06-22"));
        var before = recognition.Clone();
        var then = AsOfResources.Project(recognition, Day(date), PartialDateMode.Possible);
        Assert.Equal(status, then.Status);
        Assert.Equal(acts, then.Acts.Count);
        Assert.Equal(before, recognition);
    }

    static Recognition Folded(params Act[] acts)
    {
        var recognition = Recognition(acts.Select(act => act.Clone()));
        RecognitionFold.Apply(recognition);
        return recognition;
    }

    static (string, string, string, bool, bool) Derived(Recognition r) =>
        (r.RecognizedOn, r.WithdrawnOn, r.DiplomaticRelationsOn, r.Contested, r.Confirmed);
}
