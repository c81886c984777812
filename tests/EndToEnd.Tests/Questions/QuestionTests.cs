using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KosovoNato.EndToEnd.Tests.Together;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Runs the queries in the README and compares their responses.</summary>
public sealed class QuestionTests(SeededServices seeded) : IClassFixture<SeededServices>
{
    const int Questions = 33;

    public static IEnumerable<TheoryDataRow<int>> Numbers =>
        Enumerable.Range(1, Questions).Select(number => new TheoryDataRow<int>(number));

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_query_in_the_README_has_the_answer_shown_there(int number)
    {
        var calls = ReadmeQuestions.Read()[number];
        Assert.NotEmpty(calls);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        foreach (var call in calls)
        {
            using var request = new HttpRequestMessage(
                call.Body is null ? HttpMethod.Get : HttpMethod.Post, Reached(call.Address, seeded.Services));
            request.Content = call.Body is null ? null : new StringContent(call.Body, Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{call.Address}: {answer.StatusCode} {text}");
            var difference = ExpectedJson.Difference(ExpectedJson.Parse(call.Shown), JsonNode.Parse(text));
            Assert.True(difference is null, $"{call.Address}: {difference}");
        }
    }

    /// <summary>The README shows the ports of the one-command system; test ports differ.</summary>
    static Uri Reached(Uri shown, ThreeServices services)
    {
        var service = shown.Port switch
        {
            5100 => services.Recognitions,
            5110 => services.Milestones,
            5120 => services.Recommendations,
            _ => throw new InvalidDataException($"{shown} is no service of the one-command system."),
        };
        return new(service.HttpAddress, shown.PathAndQuery);
    }
}
