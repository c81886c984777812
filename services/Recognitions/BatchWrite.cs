using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.CountingRules;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.ReferenceData;
using KosovoNato.Storage;
using Case = KosovoNato.Recognitions.V1.RecognitionsWrite.WriteOneofCase;

namespace KosovoNato.Recognitions;

/// <summary>Does several writes as one.</summary>
static class BatchWrite
{
    public static IReadOnlyList<BatchedWrite> StepsOf(BatchWriteRequest request) => [.. request.Writes.Select(StepOf)];

    public static BatchWriteResponse Answer(IReadOnlyList<ResourceVersion> written, Changes.V1.Revision revision) =>
        new() { Resources = { written.Select(RecognitionsRequestMapping.ResourceOf) }, Revision = revision };

    static BatchedWrite StepOf(RecognitionsWrite write)
    {
        var step = Bind(write);
        // The violations of a step are found under the field that holds it: writes[3].record_act.act.date.
        return RecognitionsWrite.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(write) is { } field
            ? step with { Check = violations => step.Check(violations.At(field.Name)) }
            : step;
    }

    static BatchedWrite Bind(RecognitionsWrite write) => write.WriteCase switch
    {
        Case.RegisterSource => RegisterSource.Write.For(write.RegisterSource),
        Case.CorrectSource => CorrectSource.Write.For(write.CorrectSource),
        Case.RegisterState => RegisterState.Write.For(write.RegisterState),
        Case.CorrectState => CorrectState.Write.For(write.CorrectState),
        Case.RegisterOrganization => RegisterOrganization.Write.For(write.RegisterOrganization),
        Case.CorrectOrganization => CorrectOrganization.Write.For(write.CorrectOrganization),
        Case.RecordMembership => RecordMembership.Write.For(write.RecordMembership),
        Case.EndMembership => EndMembership.Write.For(write.EndMembership),
        Case.CorrectMembership => CorrectMembership.Write.For(write.CorrectMembership),
        Case.RegisterRecognition => RegisterRecognition.Write.For(write.RegisterRecognition),
        Case.RecordAct => RecordAct.Write.For(write.RecordAct),
        Case.RetractAct => RetractAct.Write.For(write.RetractAct),
        Case.CorrectAct => CorrectAct.Write.For(write.CorrectAct),
        Case.CorrectRecognition => CorrectRecognition.Write.For(write.CorrectRecognition),
        Case.DraftQuestion => DraftQuestion.Write.For(write.DraftQuestion),
        Case.OpenQuestion => OpenQuestion.Write.For(write.OpenQuestion),
        Case.DecideQuestion => DecideQuestion.Write.For(write.DecideQuestion),
        Case.CorrectQuestion => CorrectQuestion.Write.For(write.CorrectQuestion),
        Case.RecordPosition => RecordPosition.Write.For(write.RecordPosition),
        Case.DefineCountingRule => DefineCountingRule.Write.For(write.DefineCountingRule),
        Case.CorrectCountingRule => CorrectCountingRule.Write.For(write.CorrectCountingRule),
        _ => new BatchedWrite(new BatchWriteRequest(), violations => violations.Add("write", "is required: set one of the writes of the contract"), _ => { }),
    };
}
