using System.Text.Json.Nodes;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>An invalid file stops the run before the first write, and the message names the place of the error.</summary>
public sealed class SeedFaultTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-seeds-");

    public SeedFaultTests()
    {
        foreach (var file in Directory.GetFiles(Seeds.Folder, "*.json"))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("recognitions.json", "recognitions/GW-XK", "acts[1].evidence.confidence",
        """{"acts":[{"kind":"ACT_KIND_GRANTED"},{"evidence":{"confidence":"CONFIDENCE_SURE"}}]}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "acts[0].happened", """{"acts":[{"happened":"2011"}]}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "acts", """{"acts":"none"}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "acts[0].ordinalClaimed", """{"acts":[{"ordinalClaimed":"many"}]}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "evidence.citations[0].sauce",
        """{"evidence":{"citations":[{"sauce":"gk"}]}}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "source", """{"evidence":{"citations":[{"source":"sources/rumor"}]}}""")]
    [InlineData("recognitions.json", "recognitions/QQ-XK", "recognizer", """{"name":"recognitions/QQ-XK","recognizer":"QQ"}""",
        "recognitions/GW-XK")]
    [InlineData("recognitions.json", "recognitions/GW-QQ", "subject", """{"name":"recognitions/GW-QQ","subject":"QQ"}""",
        "recognitions/GW-XK")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "name", """{"recognizer":"GN"}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "status", """{"status":"RECOGNITION_STATUS_RECOGNIZED"}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "id", """{"acts":[{"id":"a1"}]}""")]
    [InlineData("recognitions.json", "recognitions/GW-XK", "etag", """{"etag":"1"}""")]
    [InlineData("recognitions.json", "recognitions/GN-XK", "name", """{"name":"recognitions/GN-XK"}""", "recognitions/GW-XK")]
    [InlineData("recognitions.json", "states/GW", "name", """{"name":"states/GW"}""", "recognitions/GW-XK")]
    [InlineData("recognitions.json", "the record after recognitions/GT-XK", "name", """{"name":null}""", "recognitions/GW-XK")]
    [InlineData("memberships.json", "organizations/nato/memberships/AL", "periods", """{"periods":[]}""")]
    [InlineData("memberships.json", "organizations/nato/positions/AL", "name", """{"name":"organizations/nato/positions/AL"}""",
        "organizations/nato/memberships/AL")]
    [InlineData("memberships.json", "organizations/oecd/memberships/AL", "name", """{"name":"organizations/oecd/memberships/AL"}""",
        "organizations/nato/memberships/AL")]
    [InlineData("memberships.json", "organizations/nato/memberships/QQ", "name", """{"name":"organizations/nato/memberships/QQ"}""",
        "organizations/nato/memberships/AL")]
    [InlineData("states.json", "states/AL\n", "name", """{"name":"states/AL\n"}""", "states/AL")]
    [InlineData("states.json", "states/AL", "unMember", """{"unMember":"yes"}""")]
    [InlineData("questions.json", "questions/nato-pfp", "decision", """{"decision":"GRANT_VISA"}""")]
    [InlineData("questions.json", "questions/eu-membership", "openedOn", """{"openedOn":""}""")]
    [InlineData("questions.json", "questions/eu-membership", "decidedOn", """{"decidedOn":"2024"}""")]
    [InlineData("questions.json", "questions/nato-pa-observer", "decidedOn", """{"decidedOn":""}""")]
    [InlineData("questions.json", "questions/nato-pfp", "status", """{"status":"QUESTION_STATUS_UNSPECIFIED"}""")]
    [InlineData("questions.json", "questions/eu-membership", "earlierOutcomes",
        """{"earlierOutcomes":[{"status":"QUESTION_STATUS_REJECTED","decidedOn":"2020"}]}""")]
    [InlineData("positions.json", "questions/nato-map/positions/QQ", "name", """{"name":"questions/nato-map/positions/QQ"}""",
        "questions/adriatic-charter-membership/positions/BA")]
    [InlineData("tracks.json", "tracks/ksf", "etag", """{"etag":"1"}""")]
    [InlineData("milestones.json", "milestones/kfor", "track", """{"track":"tracks/space"}""")]
    [InlineData("milestones.json", "milestones/kfor", "status", """{"status":"MILESTONE_STATUS_ACHIEVED"}""")]
    [InlineData("milestones.json", "milestones/kfor", "outlook", """{"outlook":{"readiness":"READINESS_DONE"}}""")]
    [InlineData("milestones.json", "milestones/kfor", "milestone", """{"dependencies":[{"milestone":"milestones/moon"}]}""")]
    [InlineData("milestones.json", "milestones/kfor", "origin", """{"blockers":[{"origin":"QQ"}]}""")]
    [InlineData("milestones.json", "milestones/kfor", "state", """{"criterion":{"all":{"criteria":[{"recognition":{"state":"QQ"}}]}}}""")]
    [InlineData("milestones.json", "milestones/kfor", "indicator", """{"criterion":{"indicator":{"indicator":"indicators/luck"}}}""")]
    [InlineData("milestones.json", "milestones/kfor", "centre", """{"criterion":{"agreement":{"centre":"centres/moon"}}}""")]
    [InlineData("milestones.json", "milestones/kfor", "partnerships",
        """{"criterion":{"partnership":{"partnerships":["partnerships/XK-QQ"]}}}""")]
    [InlineData("milestones.json", "milestones/kfor", "transitions",
        """{"transitions":[{"toStatus":"MILESTONE_STATUS_ACHIEVED","date":"1999","evidence":{}}]}""")]
    [InlineData("milestones.json", "milestones/kfor", "transitions.evidence",
        """{"transitions":[{"toStatus":"MILESTONE_STATUS_IN_PROGRESS"},{"toStatus":"MILESTONE_STATUS_ACHIEVED","date":"1999"}]}""")]
    [InlineData("milestones.json", "milestones/kfor", "transitions.date",
        """{"transitions":[{"toStatus":"MILESTONE_STATUS_IN_PROGRESS"},{"toStatus":"MILESTONE_STATUS_ACHIEVED","evidence":{}}]}""")]
    [InlineData("milestones.json", "milestones/nalt-mandate", "transitions.overrideReason",
        """
        {"dependencies":[{"milestone":"milestones/path-pfp","kind":"DEPENDENCY_KIND_REQUIRES"}],
        "transitions":[{"toStatus":"MILESTONE_STATUS_IN_PROGRESS"},{"toStatus":"MILESTONE_STATUS_ACHIEVED","date":"2024","evidence":{}}]}
        """)]
    [InlineData("milestones.json", "milestones/recognition-nato", "transitions",
        """
        {"transitions":[{"toStatus":"MILESTONE_STATUS_IN_PROGRESS"},{"toStatus":"MILESTONE_STATUS_ACHIEVED","date":"2024","evidence":{}}]}
        """)]
    [InlineData("milestones.json", "milestones/diplomatic-campaign",
        "dependencies, parentRecommendation: form a cycle: milestones/diplomatic-campaign -> milestones/path-consensus-pfp -> "
        + "milestones/diplomatic-campaign", """{"dependencies":[{"milestone":"milestones/path-consensus-pfp"}]}""")]
    [InlineData("indicators.json", "indicators/kfor-troops", "id", """{"observations":[{"id":"o1"}]}""")]
    [InlineData("precedents.json", "precedents/AL", "state", """{"ratifications":[{"state":"QQ"}]}""")]
    [InlineData("precedents.json", "precedents/QQ", "name", """{"name":"precedents/QQ"}""", "precedents/AL")]
    [InlineData("precedents.json", "precedents/AL", "correctedBy", """{"corrections":[{"correctedBy":"me"}]}""")]
    [InlineData("centres.json", "centres/ccdcoe", "host", """{"host":"QQ"}""")]
    [InlineData("partnerships.json", "partnerships/XK-DE", "name", """{"partner":"DK"}""")]
    [InlineData("partnerships.json", "partnerships/XK-DE", "status", """{"status":"PARTNERSHIP_STATUS_ACTIVE"}""")]
    [InlineData("partnerships.json", "partnerships/XK-DE", "transitions",
        """{"transitions":[{"toStatus":"PARTNERSHIP_STATUS_SUSPENDED","evidence":{}}]}""")]
    [InlineData("partnerships.json", "partnerships/XK-DE", "transitions.evidence",
        """{"transitions":[{"toStatus":"PARTNERSHIP_STATUS_ACTIVE"}]}""")]
    [InlineData("recommendations.json", "recommendations/R1.1", "document", """{"document":"documents/none"}""")]
    [InlineData("recommendations.json", "recommendations/R1.1", "addressee", """{"addressee":"organizations/moon"}""")]
    [InlineData("recommendations.json", "recommendations/R1.1", "parentRecommendation",
        """{"parentRecommendation":"recommendations/R9"}""")]
    [InlineData("recommendations.json", "recommendations/R1.1", "milestone", """{"milestoneLinks":[{"milestone":"milestones/moon"}]}""")]
    [InlineData("recommendations.json", "recommendations/R1.1", "progress", """{"progress":{"fraction":1}}""")]
    [InlineData("recommendations.json", "recommendations/R1.1",
        "dependencies, parentRecommendation: form a cycle: recommendations/R1.1 -> recommendations/R1 -> recommendations/R1.1",
        """{"parentRecommendation":"recommendations/R1.1"}""", "recommendations/R1")]
    public async Task The_message_names_the_file_the_record_and_the_field(
        string file, string record, string field, string change, string? of = null)
    {
        Change(file, of ?? record, JsonNode.Parse(change)!.AsObject());
        var message = await FaultAsync();
        Assert.StartsWith($"{file}: {record}", message);
        Assert.Contains($": {field}", message);
    }

    [Theory]
    [InlineData("""{"states": [""")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"about": "x"}""")]
    [InlineData("""{"states": {}}""")]
    [InlineData("""{"states": [], "more": []}""")]
    [InlineData("""{"states": [], "states": []}""")]
    [InlineData("""{"states": ["states/AL"]}""")]
    [InlineData("""{"states": [null]}""")]
    [InlineData("""{"states": [{"name": "states/AL", "alpha3": "ALB", "alpha3": "ALX"}]}""")]
    public async Task A_file_with_the_wrong_structure_is_rejected(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "states.json"), text, TestContext.Current.CancellationToken);
        Assert.StartsWith("states.json: ", await FaultAsync());
    }

    [Fact]
    public async Task A_missing_file_or_folder_is_named()
    {
        File.Delete(Path.Combine(folder.FullName, "questions.json"));
        Assert.StartsWith("questions.json: ", await FaultAsync());
        Assert.StartsWith("sources.json: ", await FaultAsync(Path.Combine(folder.FullName, "elsewhere")));
    }

    private async Task<string> FaultAsync(string? directory = null)
    {
        var service = new NameIndexService();
        var fault = await Assert.ThrowsAsync<SeedFileException>(() => service.Loader
            .LoadAsync(directory ?? folder.FullName, TestContext.Current.CancellationToken));
        Assert.Empty(service.Batches);
        return fault.Message;
    }

    private void Change(string file, string record, JsonObject change)
    {
        var path = Path.Combine(folder.FullName, file);
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var target = root.First(property => property.Value is JsonArray).Value!.AsArray()
            .Single(candidate => (string?)candidate!["name"] == record)!.AsObject();
        foreach (var (name, value) in change)
        {
            target[name] = value?.DeepClone();
        }

        File.WriteAllText(path, root.ToJsonString());
    }
}
