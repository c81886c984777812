namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Queries with independently known answers: computed from the data by other means, or published by third parties.</summary>
public sealed class KnownAnswerTests(SeededServices seeded) : IClassFixture<SeededServices>
{
    public static IEnumerable<TheoryDataRow<string>> Ids => KnownAnswers.Ids.Select(id => new TheoryDataRow<string>(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_query_has_its_known_answer(string id) =>
        Assert.Null(await new KnownAnswers(seeded.Services).DifferenceAsync(id));

    [Theory]
    [InlineData("countingRules/mfa", 121)]
    [InlineData("countingRules/strict", 102)]
    [InlineData("countingRules/serbia", 92)]
    [InlineData("countingRules/ever", 118)]
    public async Task Each_party_counts_by_its_own_rule(string rule, int count)
    {
        var answer = await seeded.Services.RecognitionRpc.CountRecognitionsAsync(new() { CountingRule = rule, AsOf = "2025-12-23" });
        Assert.Equal(count, answer.RecognizingCount);
    }
}
