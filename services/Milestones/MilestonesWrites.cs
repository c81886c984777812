using KosovoNato.Milestones.Agreements;
using KosovoNato.Milestones.Blockers;
using KosovoNato.Milestones.Centres;
using KosovoNato.Milestones.Dependencies;
using KosovoNato.Milestones.Indicators;
using KosovoNato.Milestones.Partnerships;
using KosovoNato.Milestones.Planning;
using KosovoNato.Milestones.Precedents;
using KosovoNato.Milestones.Tracks;
using KosovoNato.Milestones.Transitions;

namespace KosovoNato.Milestones;

/// <summary>The writes of this service.</summary>
static class MilestonesWrites
{
    public static WriteTable All { get; } = new(
        MilestonesWrite.Descriptor,
        RegisterTrack.Write, CorrectTrack.Write,
        ProposeMilestone.Write, PlanMilestone.Write, StartMilestone.Write, AchieveMilestone.Write, MissMilestone.Write,
        AbandonMilestone.Write, RegressMilestone.Write, RetractTransition.Write, RetargetMilestone.Write, CorrectMilestone.Write,
        AddDependency.Write, RemoveDependency.Write, OpenBlocker.Write, ResolveBlocker.Write,
        RegisterIndicator.Write, CorrectIndicator.Write, RecordObservation.Write, CorrectObservation.Write,
        RegisterPrecedent.Write, CorrectPrecedent.Write, RecordPrecedentStep.Write, RecordRatification.Write,
        RegisterCentre.Write, CorrectCentre.Write, RecordAccreditationStep.Write,
        ProposeAgreement.Write, NegotiateAgreement.Write, SignAgreement.Write, BringAgreementIntoForce.Write, EndAgreement.Write,
        CorrectAgreement.Write,
        ProposePartnership.Write, ActivatePartnership.Write, SuspendPartnership.Write, EndPartnership.Write, RecordActivity.Write,
        CorrectPartnership.Write);
}
