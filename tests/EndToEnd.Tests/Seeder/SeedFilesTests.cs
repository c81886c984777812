using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using KosovoNato.Evidence.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The facts in seeds/, checked as files. Their effect in the service is tested with the service.</summary>
public sealed partial class SeedFilesTests
{
    private static readonly SeedData Data = Seeds.Data;

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Seeds.Folder, "*.json").Select(file => Path.GetFileName(file)!)];

    [Fact]
    public void The_list_of_states_is_complete()
    {
        Assert.Equal(193, Data.Of<State>().Count(state => state.UnMember));
        Assert.Equal(193, Data.Of<Membership>().Count(membership => membership.Name.StartsWith("organizations/un/")));
        Assert.Equal(196, Data.Of<Recognition>().Count);
        Assert.Equal(71, Data.Of<Recognition>().Count(recognition => recognition.Acts.Count == 0));
        Assert.Equal(["ever", "mfa", "serbia", "strict"], Data.Of<CountingRule>().Select(rule => rule.Name["countingRules/".Length..]));
        var withoutRecord = Data.Of<State>().Select(state => state.Name["states/".Length..])
            .Except(Data.Of<Recognition>().Select(recognition => recognition.Recognizer));
        Assert.Equal(["CW", "PS", "VA", "XK"], withoutRecord.Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Texts_are_within_the_limits_of_the_contract(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Seeds.Folder, file)));
        foreach (var (path, value) in Texts(document.RootElement, ""))
        {
            var limit = path switch
            {
                "about" => 200,
                var correction when correction.Contains("corrections.") => correction.EndsWith("reason") ? 500 : 1_000,
                var title when title.EndsWith("milestones.title") || title.EndsWith("recommendations.title") => 300,
                var description when description.EndsWith("obstacles.description") || description.EndsWith("activities.description")
                    || description.EndsWith("blockers.description") => 500,
                var centre when centre is "centres.displayName" or "indicators.displayName" => 200,
                "indicators.unit" => 60,
                "indicators.observations.qualifier" => 100,
                "recommendations.summary" => 2_000,
                var note when note.EndsWith("otherDates.note") => 500,
                var title when title.EndsWith("title") => 500,
                var shortName when shortName.EndsWith("shortName") => 40,
                var name when name.EndsWith("displayName") => 100,
                _ => 1_000,
            };
            Assert.True(value.Length <= limit && value.Trim() == value && value.Length > 0, $"{file} {path}: {value}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Dates_are_valid_days_months_or_years(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Seeds.Folder, file)));
        foreach (var (path, value) in Texts(document.RootElement, ""))
        {
            if (DateField().IsMatch(path))
            {
                Assert.True(IsDate(value), $"{file} {path}: {value}");
            }
        }
    }

    [Fact]
    public void Acts_are_in_chronological_order_and_none_predates_the_declaration_of_independence()
    {
        foreach (var recognition in Data.Of<Recognition>())
        {
            var days = recognition.Acts.Select(act => FirstDay(act.Date.Length > 0 ? act.Date : act.AttestedOn)).ToList();
            Assert.Equal(days.Order(StringComparer.Ordinal), days);
            Assert.All(days, day => Assert.True(string.CompareOrdinal(day, "2008-02-17") >= 0, $"{recognition.Name} {day}"));
        }
    }

    [Fact]
    public void A_fact_without_a_date_has_a_date_on_which_it_is_attested()
    {
        Assert.All(
            Data.Of<Recognition>().SelectMany(recognition => recognition.Acts),
            act => Assert.NotEqual(act.Date.Length == 0, act.AttestedOn.Length == 0));
        Assert.All(
            Data.Of<Membership>().SelectMany(membership => membership.Periods),
            period => Assert.NotEqual(period.ValidFrom.Length == 0, period.AttestedOn.Length == 0));
    }

    [Fact]
    public void Every_fact_has_evidence() => Assert.All(Data.All, entry =>
    {
        var messages = Seeds.Inside<IMessage>(entry.Resource).ToList();
        Assert.All(
            // An implied earlier status of a milestone, without a source, has neither a date nor evidence. A choice without evidence of
            // its own has that of its ballot.
            messages.Where(message => message is not (BallotChoice or DelegationVotes)
                && message is not MilestoneTransition { ToStatus: MilestoneStatus.InProgress, Date.Length: 0 }
                && message.Descriptor.FindFieldByName("evidence") is not null),
            message => Assert.NotNull(message.Descriptor.FindFieldByName("evidence").Accessor.GetValue(message)));
        Assert.All(messages.OfType<Evidence.V1.Evidence>(), each =>
        {
            Assert.InRange(each.Citations.Count, 1, 20);
            Assert.NotEqual(Confidence.Unspecified, each.Confidence);
            Assert.Equal(each.Citations.Count, each.Citations.Distinct().Count());
        });
    });

    [Fact]
    public void Verified_evidence_does_not_rest_on_general_knowledge_alone() => Assert.All(
        Data.All.SelectMany(entry => Seeds.Inside<Evidence.V1.Evidence>(entry.Resource))
            .Where(evidence => evidence.Confidence == Confidence.Verified),
        evidence => Assert.NotEqual(["sources/gk"], evidence.Citations.Select(citation => citation.Source)));

    [Fact]
    public void Evidence_based_on_general_knowledge_or_the_paper_alone_cites_it() => Assert.All(
        Data.All.SelectMany(entry => Seeds.Inside<Evidence.V1.Evidence>(entry.Resource)), evidence =>
        {
            var sources = evidence.Citations.Select(citation => citation.Source).ToList();
            Assert.True(evidence.Confidence != Confidence.GeneralKnowledge || sources.Contains("sources/gk"), evidence.ToString());
            Assert.True(
                evidence.Confidence != Confidence.PolicyPaper || sources.Any(source => source.StartsWith("sources/seed.")),
                evidence.ToString());
        });

    [Fact]
    public void Withdrawals_are_claims_by_Serbia_and_only_those_of_January_2023_leave_the_status_unchanged()
    {
        var claims = Data.Of<Recognition>().SelectMany(recognition => recognition.Acts)
            .Where(act => act.Kind == ActKind.WithdrawalClaimed).ToList();
        Assert.Equal(26, claims.Count);
        Assert.All(claims, claim => Assert.Equal("RS", claim.Evidence.AssertingState));
        Assert.Equal(16, claims.Count(claim => claim.CountedByThirdParties));
        Assert.Equal(9, claims.Count(claim => claim.Rank == ClaimRank.Normal));
        Assert.All(claims, claim => Assert.Equal(claim.Date == "2023-01-04", claim.Rank == ClaimRank.Normal));
    }

    private static IEnumerable<(string Path, string Value)> Texts(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            property => Texts(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Texts(item, path)),
        JsonValueKind.String => [(path, element.GetString()!)],
        _ => [],
    };

    private static string FirstDay(string date) => (date + "-01-01")[..10];

    private static bool IsDate(string text) =>
        text.Length is 4 or 7 or 10 && DateOnly.TryParseExact(FirstDay(text), "yyyy-MM-dd", out _);

    [GeneratedRegex(@"\.(date|attestedOn|foundedOn|publishedOn|openedOn|decidedOn|validFrom|validTo|targetOn|establishedOn"
        + "|parliamentApprovedOn|depositedOn|period|since)$")]
    private static partial Regex DateField();
}
