using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Criteria.V1;
using KosovoNato.Evidence.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>
/// Facts in which one recognition moves everything: every organization has the same members, and every milestone and recommendation has a
/// criterion that all members of an organization must meet.
/// </summary>
sealed class DecisionFacts(int organizations, int milestones, int recommendations)
{
    public const string Decision = "ADMIT_MEMBER";
    public const string SampleTrack = "tracks/sample";
    public const string SampleAddressee = "AA";
    const int States = 200;
    const int BatchOf = 500;

    // Criteria in which all members must recognize, and every fifth in which the organization must decide.
    const int DecisionsOneIn = 5;

    /// <summary>The codes of the states, which are members of every organization.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. Enumerable.Range(0, States + 1).Select(i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}").Where(code => code != "XK")];

    public async Task LoadRecognitionsAsync(CallInvoker invoker, CancellationToken cancel)
    {
        var client = new RecognitionService.RecognitionServiceClient(invoker);
        await SendAsync(Facts(), writes => client.BatchWriteAsync(
            new() { Writes = { writes }, RequestId = Guid.NewGuid().ToString() }, cancellationToken: cancel).ResponseAsync);

        IEnumerable<RecognitionsWrite> Facts() =>
        [
            new() { RegisterSource = new() { Source = new() { Name = "sources/benchmark", Title = "A source", Kind = SourceKind.Page } } },
            .. Codes.Append("XK").Select(code => new RecognitionsWrite
            {
                RegisterState = new()
                {
                    State = new() { Name = $"states/{code}", Alpha3 = $"{code}X", DisplayName = code, CodeStatus = CodeStatus.Official },
                },
            }),
            .. Codes.Select((code, i) => new RecognitionsWrite
            {
                RecordAct = Act(code, ActKind.Granted, new DateOnly(2008, 2, 17).AddDays(i * 20)),
            }),
            .. Enumerable.Range(0, organizations).SelectMany(Organization),
        ];
    }

    public async Task LoadMilestonesAsync(CallInvoker invoker, CancellationToken cancel)
    {
        var client = new MilestoneService.MilestoneServiceClient(invoker);
        var tracks = new[] { "tracks/all", SampleTrack }.Select((name, i) => new MilestonesWrite
        {
            RegisterTrack = new() { Track = new() { Name = name, DisplayName = name, DisplayOrder = i + 1 } },
        });
        await SendAsync(tracks.Concat(Enumerable.Range(0, milestones).Select(Proposed)), writes => client.BatchWriteAsync(
            new() { Writes = { writes }, RequestId = Guid.NewGuid().ToString() }, cancellationToken: cancel).ResponseAsync);
    }

    public async Task LoadRecommendationsAsync(CallInvoker invoker, CancellationToken cancel)
    {
        var client = new RecommendationService.RecommendationServiceClient(invoker);
        var documents = new RecommendationsWrite
        {
            RegisterDocument = new() { Document = new() { Name = "documents/benchmark", Title = "A document" } },
        };
        await SendAsync(Enumerable.Range(0, recommendations).Select(Drafted).Prepend(documents), writes => client.BatchWriteAsync(
            new() { Writes = { writes }, RequestId = Guid.NewGuid().ToString() }, cancellationToken: cancel).ResponseAsync);
    }

    /// <summary>An act of a state, by which it recognizes or no longer does.</summary>
    public static RecordActRequest Act(string code, ActKind kind, DateOnly on) => new()
    {
        Recognizer = code,
        Subject = "XK",
        Act = new() { Kind = kind, Date = on.ToString("yyyy-MM-dd", null), Evidence = Cited() },
    };

    IEnumerable<RecognitionsWrite> Organization(int i) =>
    [
        new()
        {
            RegisterOrganization = new()
            {
                Organization = new()
                {
                    Name = NameOf(i),
                    DisplayName = $"Organization {i}",
                    Kind = OrganizationKind.RegionalPartnership,
                    DecisionRules =
                    {
                        new DecisionRule
                        {
                            Decision = Decision, VotingRule = VotingRule.Consensus, Electorate = "MEMBERS", Evidence = Cited(),
                        },
                    },
                },
            },
        },
        .. Codes.Select((code, member) => new RecognitionsWrite
        {
            RecordMembership = new()
            {
                Name = $"{NameOf(i)}/memberships/{code}",
                Period = new()
                {
                    Role = MembershipRole.Member,
                    ValidFrom = new DateOnly(1950, 1, 1).AddDays((i * 7) + (member * 31)).ToString("yyyy-MM-dd", null),
                    Evidence = Cited(),
                },
            },
        }),
        new()
        {
            DraftQuestion = new()
            {
                Question = new()
                {
                    Name = $"questions/benchmark-{i}", Organization = NameOf(i), Decision = Decision, Subject = "XK", Evidence = Cited(),
                },
            },
        },
    ];

    MilestonesWrite Proposed(int i) => new()
    {
        ProposeMilestone = new()
        {
            Milestone = new()
            {
                Name = $"milestones/benchmark-{i}",
                Track = i == 0 ? SampleTrack : "tracks/all",
                Title = $"Milestone {i}",
                Kind = i % 2 == 0 ? MilestoneKind.StandingCondition : MilestoneKind.Event,
                Criterion = CriterionOf(i),
                Dependencies =
                {
                    // Every event waits for the condition before it.
                    Enumerable.Range(i - 1, i % 2).Select(before => new Dependency
                    {
                        Milestone = $"milestones/benchmark-{before}",
                        Kind = DependencyKind.Requires,
                        Basis = DependencyBasis.Inferred,
                    }),
                },
                Evidence = Cited(),
            },
        },
    };

    RecommendationsWrite Drafted(int i) => new()
    {
        DraftRecommendation = new()
        {
            Recommendation = new()
            {
                Name = $"recommendations/benchmark-{i}",
                Document = "documents/benchmark",
                Number = $"{i}",
                Title = $"Recommendation {i}",
                Summary = "It is done when all members recognize.",
                Strength = RecommendationStrength.Should,
                Addressee = i == 0 ? SampleAddressee : "XK",
                Criterion = CriterionOf(i),
                Evidence = Cited(),
            },
        },
    };

    Criterion CriterionOf(int i)
    {
        var organization = NameOf(i % organizations);
        return i % DecisionsOneIn == 1
            ? new() { Consensus = new() { Organization = organization, Decision = Decision } }
            : new() { Recognition = new() { Organization = organization } };
    }

    static string NameOf(int organization) => $"organizations/benchmark-{organization}";

    static Evidence.V1.Evidence Cited() =>
        new() { Citations = { new Citation { Source = "sources/benchmark" } }, Confidence = Confidence.Verified };

    static async Task SendAsync<TWrite>(IEnumerable<TWrite> writes, Func<TWrite[], Task> send) where TWrite : IMessage<TWrite>
    {
        foreach (var batch in writes.Chunk(BatchOf))
        {
            await send(batch);
        }
    }
}
