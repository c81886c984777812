using Google.Rpc;
using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>
/// AL has recognized since 2008-02-18 and BE since a day of 2012; ES does not recognize. All three are in nato, ES since a day of 2012.
/// </summary>
public sealed class CountApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2011-12-31", PartialDateMode.Unspecified, "AL", "BE", 2)]
    [InlineData("2012-01-01", PartialDateMode.Unspecified, "AL BE", "ES", 3)]
    [InlineData("2012-01-01", PartialDateMode.Possible, "AL BE", "ES", 3)]
    [InlineData("2012-12-30", PartialDateMode.Certain, "AL", "BE", 2)]
    [InlineData("2012-12-31", PartialDateMode.Certain, "AL BE", "ES", 3)]
    [InlineData("", PartialDateMode.Certain, "AL BE", "ES", 3)]
    public Task A_date_known_only_to_the_year_counts_according_to_the_partial_date_mode(
        string day, PartialDateMode reading, string recognizing, string missing, int of) =>
        OnNato(async service =>
        {
            var answer = await CountAsync(
                service, request => (request.Organization, request.AsOf, request.PartialDateMode) = ("organizations/nato", day, reading));
            Assert.Equal(recognizing, string.Join(' ', answer.RecognizingStates));
            Assert.Equal((missing, of), (string.Join(' ', answer.NonRecognizingStates), answer.TotalCount));
        });

    [Fact]
    public Task An_organization_is_given_by_its_ID_or_its_name() => OnNato(async service =>
    {
        var byId = await CountAsync(service, request => request.Organization = "nato");
        Assert.Equal(byId, await CountAsync(service, request => request.Organization = "organizations/nato"));
        await ErrorAssert.ForFields(() => CountAsync(service, request => request.Organization = "states/AL"), "organization");
    });

    [Fact]
    public Task A_watch_accepts_an_ID_where_its_filter_has_names() => OnNato(async service =>
    {
        var filter = new RecognitionsFilter
        {
            ResourceTypes = { RecognitionsResourceType.Membership },
            Memberships = new() { Organizations = { "nato" } },
        };
        using var watch = service.Client.Watch(new() { Filter = filter }, cancellationToken: Cancellation);
        List<string> seen = [];
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
            seen.AddRange(watch.ResponseStream.Current.Snapshot.Select(change => change.Name));
        }
        while (watch.ResponseStream.Current.SnapshotEnd is null);
        Assert.Equal(["organizations/nato/memberships/AL", "organizations/nato/memberships/BE", "organizations/nato/memberships/ES"], seen);
    });

    [Fact]
    public Task Assumed_recognitions_and_memberships_are_counted() => OnNato(async service =>
    {
        var spain = new Assumption { Recognition = new() { Recognizer = "ES" } };
        var kosovo = new Assumption { Recognition = new() { Recognizer = "AL", Status = AssumedRecognitionStatus.NotRecognized } };
        var romania = new Assumption { Membership = new() { Organization = "organizations/nato", State = "RO" } };
        Assert.Equal(["AL", "BE", "ES"], (await Of(spain)).RecognizingStates);
        Assert.Equal(["BE"], (await Of(kosovo)).RecognizingStates);
        Assert.Equal(["AL", "ES"], (await Of(kosovo)).NonRecognizingStates);
        Assert.Equal(["RO"], (await Of(romania)).UnknownStates);
        romania.ValidFrom = "2100-01-01";
        Assert.Empty((await Of(romania)).UnknownStates);
        // The later one counts.
        Assert.Equal(
            ["AL", "BE"],
            (await Of(spain,
                new Assumption { Recognition = new() { Recognizer = "ES", Status = AssumedRecognitionStatus.NotRecognized } }))
                .RecognizingStates);

        Task<CountRecognitionsResponse> Of(params Assumption[] assumptions) => CountAsync(service, request =>
        {
            request.Organization = "organizations/nato";
            request.Assumptions.Add(assumptions);
        });
    });

    [Fact]
    public Task A_count_has_its_supporting_facts_on_request() => OnNato(async service =>
    {
        Assert.Empty((await CountAsync(service)).SupportingFacts);
        var all = await CountAsync(service, request => request.IncludeSupportingFacts = true);
        Assert.Equal(
            ["countingRules/strict", "states/AL", "recognitions/AL-XK", "states/BE", "recognitions/BE-XK", "states/ES",
                "recognitions/ES-XK"],
            all.SupportingFacts.Select(basis => basis.Name));
        var members = await CountAsync(service, request =>
        {
            (request.Organization, request.IncludeSupportingFacts) = ("organizations/nato", true);
            request.Assumptions.Add(new Assumption { Membership = new() { Organization = "organizations/nato", State = "RO" } });
        });
        Assert.Equal(1 + (4 * 2), members.SupportingFacts.Count);
        Assert.Equal(["organizations/nato/memberships/RO"],
            members.SupportingFacts.Where(basis => basis.Assumed).Select(basis => basis.Name));
        foreach (var basis in members.SupportingFacts.Where(basis => !basis.Name.Contains("RO", StringComparison.Ordinal)))
        {
            var versions = await service.Client.ListRevisionsAsync(new() { Name = basis.Name }, cancellationToken: Cancellation);
            Assert.Equal((versions.Revisions[0].Revision, "recognitions"), (basis.Revision, basis.Service));
        }

        Assert.All(members.SupportingFacts.Where(basis => basis.Name.Contains("RO", StringComparison.Ordinal)),
            basis => Assert.Equal(0, basis.Revision));
    });

    [Fact]
    public Task Assumptions_about_other_facts_are_rejected_with_an_explanation() => OnNato(async service =>
    {
        Assumption[] others =
        [
            new() { Position = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", State = "ES",
                Stance = AssumedStance.Support } },
            new() { Outcome = new() { Organization = "organizations/nato", Decision = "GRANT_MAP", Outcome = AssumedOutcome.Adopted } },
            new() { Observation = new() { Indicator = "indicators/kfor", Value = 1 } },
        ];
        var refusal = await Assert.ThrowsAsync<RpcException>(() => CountAsync(service, request => request.Assumptions.Add(others)));
        var violations = refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations;
        Assert.Equal(others.Length, violations.Count);
        Assert.All(violations, violation => Assert.True(violation.Description.Split(' ').Length > 4, violation.Description));
    });

    [Fact]
    public Task All_violations_of_a_count_are_reported_at_once() => OnNato(async service =>
    {
        await ErrorAssert.ForFields(() => CountAsync(service, request =>
        {
            (request.CountingRule, request.Organization, request.AsOf, request.Subject) = ("/", " ", "2008", "Kosovo");
            (request.PartialDateMode, request.KnownAt) = ((PartialDateMode)7, new() { Revision = -1 });
        }), "counting_rule", "organization", "as_of", "subject", "partial_date_mode", "known_at.revision");
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => CountAsync(service, request => request.CountingRule = "countingRules/none"));
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => CountAsync(service, request => request.Organization = "organizations/eu"));
        await ErrorAssert.For(
            ErrorReason.RevisionInFuture, () => CountAsync(service, request => request.KnownAt = new() { Revision = 1_000_000 }));
    });

    [Fact]
    public Task A_rejected_reference_comes_with_the_likely_name_or_the_existing_ones() => OnNato(async service =>
    {
        await service.Situation.RuleAsync("mfa");
        Assert.Contains("Did you mean countingRules/mfa?", await MessageOf(request => request.CountingRule = "MFA"),
            StringComparison.Ordinal);
        Assert.Contains("Did you mean organizations/nato?", await MessageOf(request => request.Organization = "NATO"),
            StringComparison.Ordinal);
        Assert.Contains("There are countingRules/mfa, countingRules/strict.", await MessageOf(request => request.CountingRule = "lenient"),
            StringComparison.Ordinal);

        async Task<string> MessageOf(Action<CountRecognitionsRequest> change) =>
            (await Assert.ThrowsAsync<RpcException>(() => CountAsync(service, change))).Status.Detail;
    });

    static async Task<CountRecognitionsResponse> CountAsync(RunningService service, Action<CountRecognitionsRequest>? change = null)
    {
        var request = new CountRecognitionsRequest();
        change?.Invoke(request);
        return await service.Client.CountRecognitionsAsync(request, cancellationToken: Cancellation);
    }

    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "BE", "ES", "RO", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "BE");
        await service.Situation.WriteAsync(
            [new() { RecordMembership = new() { Name = "organizations/nato/memberships/ES", Period = Period("2012") } }]);
        await service.Situation.RecognizingAsync("2008-02-18", "AL");
        await service.Situation.RecognizingAsync("2012", "BE");
        await service.Situation.NotRecognizingAsync("ES");
        await service.Situation.RuleAsync("strict");
        await test(service);
    });
}
