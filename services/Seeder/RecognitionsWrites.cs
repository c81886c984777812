using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>The writes that create the resources of the recognition service.</summary>
internal static class RecognitionsWrites
{
    internal static IEnumerable<RecognitionsWrite> Of(IResource resource) => resource switch
    {
        Source source => [new() { RegisterSource = new() { Source = source } }],
        State state => [new() { RegisterState = new() { State = state } }],
        Organization organization => [new() { RegisterOrganization = new() { Organization = organization } }],
        CountingRule rule => [new() { DefineCountingRule = new() { CountingRule = rule } }],
        Membership membership => membership.Periods.Select(period => new RecognitionsWrite
        {
            RecordMembership = new() { Name = membership.Name, Period = period },
        }),
        Recognition recognition => Acts(recognition),
        Question question => QuestionWrites.Of(question),
        Position position => position.Stances.Select(stance => new RecognitionsWrite
        {
            RecordPosition = new() { Name = position.Name, Stance = stance },
        }),
        Ballot ballot => [new() { RegisterBallot = new() { Ballot = ballot } }],
        _ => throw new ArgumentException($"{resource.Name} is not a seed resource of the recognition service.", nameof(resource)),
    };

    // Register the recognition first, even if acts follow: if the first act created it, it would lack its own evidence and note.
    private static IEnumerable<RecognitionsWrite> Acts(Recognition recognition) =>
    [
        new()
        {
            RegisterRecognition = new()
            {
                Recognizer = recognition.Recognizer,
                Subject = recognition.Subject,
                Evidence = recognition.Evidence,
                Note = recognition.Note,
            },
        },
        .. recognition.Acts.Select(act => new RecognitionsWrite
        {
            RecordAct = new() { Recognizer = recognition.Recognizer, Subject = recognition.Subject, Act = act },
        }),
    ];
}
