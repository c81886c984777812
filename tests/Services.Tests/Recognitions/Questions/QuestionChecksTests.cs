using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Questions;

public sealed class QuestionChecksTests
{
    [Theory]
    [InlineData("2024-05-27", "2024-05-26", false)]
    [InlineData("2024-05-27", "2024-05-27", true)]
    [InlineData("2024-05-27", "2024-05", true)]
    [InlineData("2024-05-27", "2024", true)]
    [InlineData("2024", "2023-12-31", false)]
    [InlineData("2024", "", true)]
    public void A_question_cannot_be_decided_before_it_was_put(string opened, string decided, bool allowed)
    {
        var question = new Question { Name = "questions/q", OpenedOn = opened, DecidedOn = decided };
        var refusal = Record.Exception(() => QuestionChecks.RequireOrder(question));
        Assert.Equal(allowed, refusal is null);
    }
}
