using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Questions;

public sealed class QuestionTransitionsTests
{
    static readonly QuestionStatus[] Statuses = [.. Enum.GetValues<QuestionStatus>().Where(status => status != QuestionStatus.Unspecified)];

    static readonly (QuestionStatus From, QuestionStatus To)[] Allowed =
    [
        (QuestionStatus.Draft, QuestionStatus.Open),
        (QuestionStatus.Open, QuestionStatus.Adopted),
        (QuestionStatus.Open, QuestionStatus.Rejected),
        (QuestionStatus.Open, QuestionStatus.NoConsensus),
        (QuestionStatus.Open, QuestionStatus.Lapsed),
        (QuestionStatus.NoConsensus, QuestionStatus.Open),
    ];

    public static TheoryData<QuestionStatus, QuestionStatus> Pairs() =>
        new(Statuses.SelectMany(from => Statuses.Select(to => (from, to))));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Moves_as_the_table_says_and_not_otherwise(QuestionStatus from, QuestionStatus to)
    {
        var question = new Question { Name = "questions/nato-pfp", Status = from };
        if (Allowed.Contains((from, to)))
        {
            QuestionTransitions.Require(question, to);
            return;
        }

        Assert.Equal(ErrorReason.TransitionNotAllowed, Assert.Throws<ApiException>(() => QuestionTransitions.Require(question, to)).Reason);
    }

    [Theory]
    [InlineData("2024-05-27", "2024-05-26", false)]
    [InlineData("2024-05-27", "2024-05-27", true)]
    [InlineData("2024-05-27", "2024-05", true)]
    [InlineData("2024-05-27", "2024", true)]
    [InlineData("2024", "2023-12-31", false)]
    [InlineData("2024", "", true)]
    public void A_question_is_not_decided_before_it_was_put(string opened, string decided, bool allowed)
    {
        var question = new Question { Name = "questions/q", OpenedOn = opened, DecidedOn = decided };
        var refusal = Record.Exception(() => QuestionChecks.RequireOrder(question));
        Assert.Equal(allowed, refusal is null);
    }
}
