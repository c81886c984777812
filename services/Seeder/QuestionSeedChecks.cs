using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>A question in a seed file must be one that the moves draft, open, decide and open again can lead to.</summary>
internal static class QuestionSeedChecks
{
    internal static void Run(Question question, IReadOnlyList<Organization> organizations)
    {
        var organization = organizations.Single(candidate => candidate.Name == $"organizations/{question.Organization}");
        Require(
            organization.DecisionRules.Any(rule => rule.Decision == question.Decision),
            question, "decision", $"is not among the decision rules of {question.Organization}");
        Require(question.Status != QuestionStatus.Unspecified, question, "status", "is missing");

        var draft = question.Status == QuestionStatus.Draft;
        var decided = !draft && question.Status != QuestionStatus.Open;
        Require(draft == (question.OpenedOn.Length == 0), question, "openedOn", "is needed for all but a draft");
        Require(!draft || question.EarlierOutcomes.Count == 0, question, "earlierOutcomes", "a draft was never put");
        Require(
            decided || (question.DecidedOn.Length == 0 && question.Votes is null),
            question, "decidedOn, votes", "belong to a decided question");
        Require(
            question.Status != QuestionStatus.Adopted || question.DecidedOn.Length > 0,
            question, "decidedOn", "is needed for an adopted question");
        Require(
            question.EarlierOutcomes.All(outcome => outcome.Status == QuestionStatus.NoConsensus && outcome.DecidedOn.Length > 0),
            question, "earlierOutcomes", "only a dated NO_CONSENSUS can be followed by another round");
    }

    private static void Require(bool holds, Question question, string field, string problem) =>
        SeedChecks.Require(holds, "questions.json", question.Name, field, problem);
}
