using System.Text.RegularExpressions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

public sealed partial class SeedPlanTests
{
    [Fact]
    public void No_resource_is_referenced_before_it_exists()
    {
        var existing = new HashSet<string>();
        foreach (var item in Seeds.Plan)
        {
            Assert.All(item.Writes, write => Assert.Equal(item.Name, WriteTarget.Of(write).Name));
            Assert.All(Needs(item), needed => Assert.True(existing.Contains(needed), $"{item.Name} needs {needed}"));
            Assert.True(existing.Add(item.Name), item.Name);
        }
    }

    [Fact]
    public void A_recognition_is_registered_with_its_evidence_and_note_and_then_gets_its_acts_in_order()
    {
        var recognition = Seeds.Find<Recognition>("recognitions/ST-XK");
        var writes = Writes(recognition.Name);
        Assert.Equal(recognition.Evidence, writes[0].RegisterRecognition.Evidence);
        Assert.Equal(recognition.Note, writes[0].RegisterRecognition.Note);
        Assert.Equal([ActKind.Granted, ActKind.Invalidated], writes.Skip(1).Select(write => write.RecordAct.Act.Kind));
        Assert.Equal(recognition.Acts, writes.Skip(1).Select(write => write.RecordAct.Act));
    }

    [Fact]
    public void A_state_that_does_not_recognize_Kosovo_gets_a_record_without_acts() =>
        Assert.Equal(RecognitionsWrite.WriteOneofCase.RegisterRecognition, Assert.Single(Writes("recognitions/ES-XK")).WriteCase);

    [Fact]
    public void A_membership_gets_each_of_its_periods() => Assert.Equal(
        [MembershipRole.Observer, MembershipRole.Associate],
        Writes("organizations/nato-pa/memberships/XK").Select(write => write.RecordMembership.Period.Role));

    [Theory]
    [InlineData("questions/nato-pfp", "draft")]
    [InlineData("questions/eu-membership", "draft, open 2022-12-15")]
    [InlineData("questions/nato-pa-associate", "draft, open 2024-05-27, Adopted 2024-05-27")]
    [InlineData("questions/adriatic-charter-membership", "draft, open 2014-12-15, NoConsensus 2014-12-15, open 2023-11")]
    public void Transitions_bring_a_question_to_its_status(string name, string moves) =>
        Assert.Equal(moves, string.Join(", ", Writes(name).Select(Move)));

    [Fact]
    public void The_last_outcome_keeps_votes_and_evidence()
    {
        var question = Seeds.Find<Question>("questions/nato-pa-associate");
        var outcome = Writes(question.Name)[^1].DecideQuestion.Outcome;
        Assert.Equal((1, 14, false), (outcome.Votes.Against, outcome.Votes.Abstentions, outcome.Votes.HasInFavour));
        Assert.Equal(question.Evidence, outcome.Evidence);
    }

    private static List<RecognitionsWrite> Writes(string name) => [.. Seeds.Item(name).Writes.Cast<RecognitionsWrite>()];

    private static string Move(RecognitionsWrite write) => write.WriteCase switch
    {
        RecognitionsWrite.WriteOneofCase.DraftQuestion => "draft",
        RecognitionsWrite.WriteOneofCase.OpenQuestion => $"open {write.OpenQuestion.OpenedOn}",
        _ => $"{write.DecideQuestion.Outcome.Status} {write.DecideQuestion.Outcome.DecidedOn}",
    };

    // Read from the wire form, independently of the code under test.
    private static IEnumerable<string> Needs(SeedItem item)
    {
        foreach (var text in item.Writes.Select(write => write.ToString()!))
        {
            foreach (Match match in Reference().Matches(text))
            {
                yield return match.Groups[1].Value is "recognizer" or "subject" or "state"
                    ? $"states/{match.Groups[2].Value}" : match.Groups[2].Value;
            }
        }

        var parts = item.Name.Split('/');
        if (parts.Length == 4)
        {
            yield return $"{parts[0]}/{parts[1]}";
            if (parts[2] != "ballots")
            {
                yield return $"states/{parts[3]}";
            }
        }
    }

    [GeneratedRegex("\"(source|organization|track|milestone|document|parentRecommendation|recognizer|subject|state)\": \"([^\"]+)\"")]
    private static partial Regex Reference();
}
