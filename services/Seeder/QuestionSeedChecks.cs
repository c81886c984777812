using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>Checks that the transitions draft, open, decide and reopen can lead to a question in a seed file.</summary>
internal static class QuestionSeedChecks
{
    internal static void Run(Question question, IReadOnlyList<Organization> organizations)
    {
        var organization = organizations.Single(candidate => candidate.Name == question.Organization);
        Require(
            organization.DecisionRules.Any(rule => rule.Decision == question.Decision),
            question, "decision", $"must be one of the decision rules of {question.Organization}");
        Require(question.Status != QuestionStatus.Unspecified, question, "status", "must be set");

        var draft = question.Status == QuestionStatus.Draft;
        var decided = !draft && question.Status != QuestionStatus.Open;
        Require(draft == (question.OpenedOn.Length == 0), question, "openedOn", "must be empty for a draft and set otherwise");
        Require(!draft || question.EarlierOutcomes.Count == 0, question, "earlierOutcomes", "must be empty for a draft");
        Require(
            decided || (question.DecidedOn.Length == 0 && question.Votes is null),
            question, "decidedOn, votes", "must be empty unless the question is decided");
        Require(
            question.Status != QuestionStatus.Adopted || question.DecidedOn.Length > 0,
            question, "decidedOn", "must be set for an adopted question");
        Require(
            question.EarlierOutcomes.All(outcome => outcome.Status == QuestionStatus.NoConsensus && outcome.DecidedOn.Length > 0),
            question, "earlierOutcomes", "must all be NO_CONSENSUS with a date, because no other outcome leads to another round");
    }

    private static void Require(bool holds, Question question, string field, string problem) =>
        SeedChecks.Require(holds, "questions.json", question.Name, field, problem);
}
