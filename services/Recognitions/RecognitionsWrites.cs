using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.Ballots;
using KosovoNato.Recognitions.CountingRules;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.ReferenceData;

namespace KosovoNato.Recognitions;

/// <summary>The writes of this service.</summary>
static class RecognitionsWrites
{
    public static WriteTable All { get; } = new(
        RecognitionsWrite.Descriptor,
        RegisterSource.Write, CorrectSource.Write, RegisterState.Write, CorrectState.Write,
        RegisterOrganization.Write, CorrectOrganization.Write,
        RecordMembership.Write, EndMembership.Write, CorrectMembership.Write,
        RegisterRecognition.Write, RecordAct.Write, RetractAct.Write, CorrectAct.Write, CorrectRecognition.Write,
        DraftQuestion.Write, OpenQuestion.Write, DecideQuestion.Write, CorrectQuestion.Write, RecordPosition.Write,
        RegisterBallot.Write, CorrectBallot.Write,
        DefineCountingRule.Write, CorrectCountingRule.Write);
}
