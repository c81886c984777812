using KosovoNato.Errors.V1;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Rules.Tests.Transitions;

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
    public void A_question_makes_exactly_the_transitions_in_the_table(QuestionStatus from, QuestionStatus to)
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
    [InlineData(QuestionStatus.Draft, true)]
    [InlineData(QuestionStatus.Open, true)]
    [InlineData(QuestionStatus.NoConsensus, true)]
    [InlineData(QuestionStatus.Adopted, false)]
    [InlineData(QuestionStatus.Rejected, false)]
    [InlineData(QuestionStatus.Lapsed, false)]
    public void A_question_is_open_while_it_can_still_get_an_outcome(QuestionStatus status, bool open) =>
        Assert.Equal(open, QuestionTransitions.IsOpen(status));
}
