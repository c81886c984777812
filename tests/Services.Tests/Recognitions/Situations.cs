using Google.Protobuf.WellKnownTypes;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions;

/// <summary>Puts a service into a situation through its public API, in domain terms.</summary>
sealed class Situations(RecognitionService.RecognitionServiceClient client, CancellationToken cancellation)
{
    /// <summary>Registers states by code, as members of the United Nations except for XK.</summary>
    public async Task StatesAsync(params string[] codes) => await WriteAsync(codes.Select(code => new RecognitionsWrite
    {
        RegisterState = new()
        {
            State = new()
            {
                Name = $"states/{code}",
                Alpha3 = $"{code}XX"[..3],
                DisplayName = code,
                CodeStatus = code == "XK" ? CodeStatus.UserAssigned : CodeStatus.Official,
                UnMember = code != "XK",
            },
        },
    }));

    /// <summary>Registers an organization that decides by consensus of its members, with members since 2000.</summary>
    public Task OrganizationAsync(string id, string decision, params string[] members) =>
        OrganizationAsync(id, decision, VotingRule.Consensus, "", members);

    /// <summary>Registers an organization that decides by a voting rule, with members since 2000.</summary>
    public async Task OrganizationAsync(string id, string decision, VotingRule rule, string threshold, params string[] members) =>
        await WriteAsync(
    [
        new RecognitionsWrite
        {
            RegisterOrganization = new()
            {
                Organization = new()
                {
                    Name = $"organizations/{id}",
                    DisplayName = id,
                    Kind = OrganizationKind.MilitaryAlliance,
                    DecisionRules =
                        { new DecisionRule { Decision = decision, VotingRule = rule, Threshold = threshold, Electorate = "MEMBERS",
                            Evidence = Cited() } },
                },
            },
        },
        .. members.Select(code => new RecognitionsWrite
        {
            RecordMembership = new() { Name = $"organizations/{id}/memberships/{code}", Period = Period("2000") },
        }),
    ]);

    /// <summary>Opens the records of states that do not recognize.</summary>
    public async Task NotRecognizingAsync(params string[] codes) => await WriteAsync(codes.Select(code => new RecognitionsWrite
    {
        RegisterRecognition = new() { Recognizer = code, Subject = "XK", Evidence = Cited() },
    }));

    /// <summary>Records that states recognized.</summary>
    public async Task RecognizingAsync(string date, params string[] codes) => await WriteAsync(codes.Select(code => new RecognitionsWrite
    {
        RecordAct = new() { Recognizer = code, Subject = "XK", Act = Act(ActKind.Granted, date) },
    }));

    /// <summary>Defines a counting rule as third parties use it: members of the United Nations, grants, and counted withdrawals.</summary>
    public async Task RuleAsync(string id) => await WriteAsync(
    [
        new RecognitionsWrite
        {
            DefineCountingRule = new()
            {
                CountingRule = new()
                {
                    Name = $"countingRules/{id}",
                    DisplayName = "Third parties",
                    UnMembersOnly = true,
                    CountedActKinds = { ActKind.Granted },
                    WithdrawalPolicy = WithdrawalPolicy.CountedByThirdParties,
                    Evidence = Cited(),
                },
            },
        },
    ]);

    public Task<Recognition> ActAsync(string recognizer, ActKind kind, string date) => ActAsync(recognizer, Act(kind, date));

    public async Task<Recognition> ActAsync(string recognizer, Act act, string etag = "")
    {
        var answer = await client.RecordActAsync(
            new() { Recognizer = recognizer, Subject = "XK", Act = act, Etag = etag, RequestId = NewId() },
            cancellationToken: cancellation);
        return answer.Recognition;
    }

    public async Task<Recognition> CorrectAsync(string name, Act act, params string[] fields)
    {
        var answer = await client.CorrectActAsync(
            new()
            {
                Name = name,
                Act = act,
                UpdateMask = new FieldMask { Paths = { fields } },
                RequestId = NewId(),
                Reason = "a better source"
            },
            cancellationToken: cancellation);
        return answer.Recognition;
    }

    public async Task<Recognition> RetractAsync(string name, string act)
    {
        var answer = await client.RetractActAsync(new() { Name = name, ActId = act, RequestId = NewId() }, cancellationToken: cancellation);
        return answer.Recognition;
    }

    public async Task<Question> DraftAsync(string id, string organization, string decision)
    {
        var question = new Question
        {
            Name = $"questions/{id}",
            Organization = $"organizations/{organization}",
            Decision = decision,
            Subject = "XK",
            Evidence = Cited()
        };
        return (await client.DraftQuestionAsync(
            new() { Question = question, RequestId = NewId() }, cancellationToken: cancellation)).Question;
    }

    public async Task<Question> OpenAsync(string id, string day) =>
        (await client.OpenQuestionAsync(
            new() { Name = $"questions/{id}", OpenedOn = day, RequestId = NewId() }, cancellationToken: cancellation)).Question;

    public async Task<Question> DecideAsync(string id, QuestionStatus status, string day)
    {
        var outcome = new QuestionOutcome { Status = status, DecidedOn = day, Evidence = Cited(), Votes = new() { Against = 1 } };
        return (await client.DecideQuestionAsync(
            new() { Name = $"questions/{id}", Outcome = outcome, RequestId = NewId() }, cancellationToken: cancellation)).Question;
    }

    public async Task<Position> PositionAsync(string question, string code, Stance stance, string from)
    {
        var period = new StancePeriod { Stance = stance, Basis = StanceBasis.Voted, ValidFrom = from, Evidence = Cited() };
        var answer = await client.RecordPositionAsync(
            new() { Name = $"questions/{question}/positions/{code}", Stance = period, RequestId = NewId() },
            cancellationToken: cancellation);
        return answer.Position;
    }

    /// <summary>Registers a ballot with the choices of states.</summary>
    public Task<Ballot> BallotAsync(string name, string date, params IReadOnlyList<(string State, VoteChoice Choice)> choices) =>
        BallotAsync(Ballot(name, date, choices));

    public async Task<Ballot> BallotAsync(Ballot ballot) =>
        (await client.RegisterBallotAsync(new() { Ballot = ballot, RequestId = NewId() }, cancellationToken: cancellation)).Ballot;

    public async Task<BatchWriteResponse> WriteAsync(IEnumerable<RecognitionsWrite> writes) =>
        await client.BatchWriteAsync(new() { Writes = { writes }, RequestId = NewId() }, cancellationToken: cancellation);

    public static string NewId() => Guid.NewGuid().ToString();
}
