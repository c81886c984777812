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
using KosovoNato.Storage;
using Case = KosovoNato.Milestones.V1.MilestonesWrite.WriteOneofCase;

namespace KosovoNato.Milestones;

/// <summary>Does several writes as one.</summary>
static class BatchWrite
{
    public static IReadOnlyList<BatchedWrite> StepsOf(BatchWriteRequest request) => [.. request.Writes.Select(StepOf)];

    public static BatchWriteResponse Answer(IReadOnlyList<ResourceVersion> written, Changes.V1.Revision revision) =>
        new() { Resources = { written.Select(MilestonesRequestMapping.ResourceOf) }, Revision = revision };

    static BatchedWrite StepOf(MilestonesWrite write)
    {
        var step = Bind(write);
        // The violations of a step are found under the field that holds it: writes[3].start_milestone.on.
        return MilestonesWrite.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(write) is { } field
            ? step with { Check = violations => step.Check(violations.At(field.Name)) }
            : step;
    }

    static BatchedWrite Bind(MilestonesWrite write) => write.WriteCase switch
    {
        Case.RegisterTrack => RegisterTrack.Write.For(write.RegisterTrack),
        Case.CorrectTrack => CorrectTrack.Write.For(write.CorrectTrack),
        Case.ProposeMilestone => ProposeMilestone.Write.For(write.ProposeMilestone),
        Case.PlanMilestone => PlanMilestone.Write.For(write.PlanMilestone),
        Case.StartMilestone => StartMilestone.Write.For(write.StartMilestone),
        Case.AchieveMilestone => AchieveMilestone.Write.For(write.AchieveMilestone),
        Case.MissMilestone => MissMilestone.Write.For(write.MissMilestone),
        Case.AbandonMilestone => AbandonMilestone.Write.For(write.AbandonMilestone),
        Case.RegressMilestone => RegressMilestone.Write.For(write.RegressMilestone),
        Case.RetractMove => RetractTransition.Write.For(write.RetractMove),
        Case.RetargetMilestone => RetargetMilestone.Write.For(write.RetargetMilestone),
        Case.AddDependency => AddDependency.Write.For(write.AddDependency),
        Case.RemoveDependency => RemoveDependency.Write.For(write.RemoveDependency),
        Case.OpenBlocker => OpenBlocker.Write.For(write.OpenBlocker),
        Case.ResolveBlocker => ResolveBlocker.Write.For(write.ResolveBlocker),
        Case.CorrectMilestone => CorrectMilestone.Write.For(write.CorrectMilestone),
        Case.RegisterIndicator => RegisterIndicator.Write.For(write.RegisterIndicator),
        Case.CorrectIndicator => CorrectIndicator.Write.For(write.CorrectIndicator),
        Case.RecordObservation => RecordObservation.Write.For(write.RecordObservation),
        Case.CorrectObservation => CorrectObservation.Write.For(write.CorrectObservation),
        Case.RegisterPrecedent => RegisterPrecedent.Write.For(write.RegisterPrecedent),
        Case.CorrectPrecedent => CorrectPrecedent.Write.For(write.CorrectPrecedent),
        Case.RecordStep => RecordPrecedentStep.Write.For(write.RecordStep),
        Case.RecordRatification => RecordRatification.Write.For(write.RecordRatification),
        Case.RegisterCentre => RegisterCentre.Write.For(write.RegisterCentre),
        Case.CorrectCentre => CorrectCentre.Write.For(write.CorrectCentre),
        Case.RecordAccreditationStep => RecordAccreditationStep.Write.For(write.RecordAccreditationStep),
        Case.ProposeAgreement => ProposeAgreement.Write.For(write.ProposeAgreement),
        Case.NegotiateAgreement => NegotiateAgreement.Write.For(write.NegotiateAgreement),
        Case.SignAgreement => SignAgreement.Write.For(write.SignAgreement),
        Case.EnactAgreement => BringAgreementIntoForce.Write.For(write.EnactAgreement),
        Case.EndAgreement => EndAgreement.Write.For(write.EndAgreement),
        Case.CorrectAgreement => CorrectAgreement.Write.For(write.CorrectAgreement),
        Case.ProposePartnership => ProposePartnership.Write.For(write.ProposePartnership),
        Case.ActivatePartnership => ActivatePartnership.Write.For(write.ActivatePartnership),
        Case.SuspendPartnership => SuspendPartnership.Write.For(write.SuspendPartnership),
        Case.EndPartnership => EndPartnership.Write.For(write.EndPartnership),
        Case.RecordActivity => RecordActivity.Write.For(write.RecordActivity),
        Case.CorrectPartnership => CorrectPartnership.Write.For(write.CorrectPartnership),
        _ => new BatchedWrite(new BatchWriteRequest(), violations => violations.Add("write", "is required: set one of the writes of the contract"), _ => { }),
    };
}
