using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder.Tests;

/// <summary>What a write is about, and whether it makes it.</summary>
internal static class WriteTarget
{
    internal static (string Name, bool Creates) Of(RecognitionsWrite write) => write.WriteCase switch
    {
        RecognitionsWrite.WriteOneofCase.RegisterSource => (write.RegisterSource.Source.Name, true),
        RecognitionsWrite.WriteOneofCase.RegisterState => (write.RegisterState.State.Name, true),
        RecognitionsWrite.WriteOneofCase.RegisterOrganization => (write.RegisterOrganization.Organization.Name, true),
        RecognitionsWrite.WriteOneofCase.DefineCountingRule => (write.DefineCountingRule.CountingRule.Name, true),
        RecognitionsWrite.WriteOneofCase.RegisterRecognition =>
            ($"recognitions/{write.RegisterRecognition.Recognizer}-{write.RegisterRecognition.Subject}", true),
        RecognitionsWrite.WriteOneofCase.DraftQuestion => (write.DraftQuestion.Question.Name, true),
        RecognitionsWrite.WriteOneofCase.RecordMembership => (write.RecordMembership.Name, false),
        RecognitionsWrite.WriteOneofCase.RecordPosition => (write.RecordPosition.Name, false),
        RecognitionsWrite.WriteOneofCase.RecordAct => ($"recognitions/{write.RecordAct.Recognizer}-{write.RecordAct.Subject}", false),
        RecognitionsWrite.WriteOneofCase.OpenQuestion => (write.OpenQuestion.Name, false),
        RecognitionsWrite.WriteOneofCase.DecideQuestion => (write.DecideQuestion.Name, false),
        var other => throw new InvalidOperationException($"The seeds do not need {other}."),
    };
}
