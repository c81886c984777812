using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class CriterionReferencesTests
{
    static readonly Criterion Everything = Criterion.Parser.ParseJson("""
        {"any":{"criteria":[
          {"milestone":{"milestone":"milestones/b"}},
          {"all":{"criteria":[{"recognition":{"state":"ES"}},
            {"recognition":{"organization":"organizations/nato","countingRule":"countingRules/mfa"}}]}},
          {"negation":{"milestone":{"milestone":"milestones/a"}}},
          {"atLeast":{"minCount":1,"criteria":[
            {"consensus":{"organization":"organizations/nato","decision":"GRANT_MAP"}}, {"milestone":{"milestone":"milestones/b"}}]}},
          {"position":{"organization":"organizations/eu","decision":"ADMIT_MEMBER","stance":"STANCE_SUPPORT","states":["AL"]}},
          {"ratification":{"organization":"organizations/nato"}}, {"indicator":{"indicator":"indicators/kfor"}},
          {"agreement":{"centre":"centres/ccdcoe"}}, {"agreement":{"minCount":2}},
          {"partnership":{"partnerships":["partnerships/XK-DE"]}}, {"partnership":{}}
        ]}}
        """);

    [Fact]
    public void Each_milestone_is_named_once() =>
        Assert.Equal(["milestones/b", "milestones/a"], CriterionReferences.Milestones(Everything));

    [Fact]
    public void A_criterion_has_as_many_conditions_as_leaves() => Assert.Equal(13, CriterionReferences.Of(Everything).Count());

    [Fact]
    public void A_criterion_names_the_resources_that_it_depends_on() => Assert.Equal(
        [
            "agreements", "centres/ccdcoe", "countingRules/mfa", "indicators/kfor", "milestones/a", "milestones/b", "organizations/eu",
            "organizations/nato",
            "partnerships", "partnerships/XK-DE", "precedents/XK", "recognitions/ES-XK", "states/AL",
        ],
        CriterionReferences.Names(Everything));

    [Fact]
    public void A_condition_of_a_newer_contract_names_nothing() => Assert.Empty(CriterionReferences.Names(new Criterion()));
}
