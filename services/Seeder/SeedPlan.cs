using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>All writes of the seeds, in an order in which nothing is named before it exists.</summary>
internal static class SeedPlan
{
    internal static IReadOnlyList<SeedItem> Of(SeedData data) =>
    [
        .. data.Sources.Select(source => One(RecognitionsType.Source, source.Name, new RecognitionsWrite
        {
            RegisterSource = new RegisterSourceRequest { Source = source },
        })),
        .. data.States.Select(state => One(RecognitionsType.State, state.Name, new RecognitionsWrite
        {
            RegisterState = new RegisterStateRequest { State = state },
        })),
        .. data.Organizations.Select(organization => One(RecognitionsType.Organization, organization.Name, new RecognitionsWrite
        {
            RegisterOrganization = new RegisterOrganizationRequest { Organization = organization },
        })),
        .. data.CountingRules.Select(rule => One(RecognitionsType.CountingRule, rule.Name, new RecognitionsWrite
        {
            DefineCountingRule = new DefineCountingRuleRequest { CountingRule = rule },
        })),
        .. data.Memberships.Select(membership => new SeedItem(RecognitionsType.Membership, membership.Name, Periods(membership))),
        .. data.Recognitions.Select(recognition => new SeedItem(RecognitionsType.Recognition, recognition.Name, Acts(recognition))),
        .. data.Questions.Select(question => new SeedItem(RecognitionsType.Question, question.Name, QuestionWrites.Of(question))),
        .. data.Positions.Select(position => new SeedItem(RecognitionsType.Position, position.Name, Stances(position))),
    ];

    private static SeedItem One(RecognitionsType type, string name, RecognitionsWrite write) => new(type, name, [write]);

    private static RecognitionsWrite[] Periods(Membership membership) =>
    [
        .. membership.Periods.Select(period => new RecognitionsWrite
        {
            RecordMembership = new RecordMembershipRequest { Name = membership.Name, Period = period },
        }),
    ];

    // The record is opened first even if acts follow: the first act alone would open it without its evidence and note.
    private static RecognitionsWrite[] Acts(Recognition recognition) =>
    [
        new RecognitionsWrite
        {
            RegisterRecognition = new RegisterRecognitionRequest
            {
                Recognizer = recognition.Recognizer,
                Subject = recognition.Subject,
                Evidence = recognition.Evidence,
                Note = recognition.Note,
            },
        },
        .. recognition.Acts.Select(act => new RecognitionsWrite
        {
            RecordAct = new RecordActRequest { Recognizer = recognition.Recognizer, Subject = recognition.Subject, Act = act },
        }),
    ];

    private static RecognitionsWrite[] Stances(Position position) =>
    [
        .. position.Stances.Select(stance => new RecognitionsWrite
        {
            RecordPosition = new RecordPositionRequest { Name = position.Name, Stance = stance },
        }),
    ];
}
