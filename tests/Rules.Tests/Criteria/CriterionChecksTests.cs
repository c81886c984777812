using KosovoNato.Rules.Criteria;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class CriterionChecksTests
{
    /// <summary>Criteria in the JSON of the contract, and the invalid fields; none if the criterion is valid.</summary>
    [Theory]
    [InlineData("""{"recognition":{"state":"ES"}}""", "")]
    [InlineData("""{"recognition":{"state":"AL","subject":"XKX","countingRule":"countingRules/mfa"}}""", "")]
    [InlineData("""{"recognition":{"organization":"organizations/nato","minCount":1000}}""", "")]
    [InlineData("""{"recognition":{"state":"Spain"}}""", "recognition.state")]
    [InlineData("""{"recognition":{"state":"XKX"}}""", "recognition.state")]
    [InlineData("""{"recognition":{"state":"RS","subject":"RS"}}""", "recognition.state")]
    [InlineData("""{"recognition":{}}""", "recognition.state")]
    [InlineData("""{"recognition":{"state":"ES","minCount":1}}""", "recognition.min_count")]
    [InlineData("""{"recognition":{"organization":"organizations/n/a","minCount":-1,"countingRule":"countingRules/a b","subject":"xk"}}""",
        "recognition.organization recognition.min_count recognition.counting_rule recognition.subject")]
    [InlineData("""{"recognition":{"organization":"organizations/nato","minCount":1001}}""", "recognition.min_count")]
    [InlineData("""{"consensus":{"organization":"organizations/nato","decision":"GRANT_MAP"}}""", "")]
    [InlineData("""{"consensus":{"organization":"","decision":"grant map","subject":"KOS"}}""",
        "consensus.organization consensus.decision consensus.subject")]
    [InlineData("""
        {"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":"STANCE_SUPPORT",
          "states":["AL","XK"],"minCount":2}}
        """, "")]
    [InlineData(
        """{"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":"STANCE_SUPPORT","minCount":28}}""", "")]
    [InlineData("""{"position":{"organization":"organizations/nato","decision":"GRANT_MAP"}}""", "position.stance position.min_count")]
    [InlineData(
        """{"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":77,"states":["AL","al"],"minCount":3}}""",
        "position.stance position.states position.min_count")]
    [InlineData(
        """{"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":"STANCE_OPPOSE","states":["XK","XKX"]}}""",
        "position.states")]
    [InlineData("""{"ratification":{"organization":"organizations/nato"}}""", "")]
    [InlineData("""{"ratification":{"organization":"organizations/-","subject":"-"}}""", "ratification.organization ratification.subject")]
    [InlineData("""{"milestone":{"milestone":"milestones/path-pfp"}}""", "")]
    [InlineData("""{"milestone":{"milestone":"path-pfp"}}""", "milestone.milestone")]
    [InlineData(
        """{"indicator":{"indicator":"indicators/kfor","comparison":"COMPARISON_AT_LEAST","threshold":-0.5,"since":"2023-02"}}""", "")]
    [InlineData(
        """{"indicator":{"indicator":"indicators/kfor","comparison":"COMPARISON_AT_LEAST","threshold":"NaN"}}""", "indicator.threshold")]
    [InlineData("""{"indicator":{"indicator":"","threshold":"-Infinity","since":"2023-02-30"}}""",
        "indicator.indicator indicator.comparison indicator.threshold indicator.since")]
    [InlineData("""{"agreement":{"centre":"centres/ccdcoe"}}""", "")]
    [InlineData("""{"agreement":{"minCount":1}}""", "")]
    [InlineData("""{"agreement":{"minCount":0}}""", "agreement.min_count")]
    [InlineData("""{"agreement":{"centre":""}}""", "agreement.centre")]
    [InlineData("""{"agreement":{}}""", "agreement")]
    [InlineData("""{"partnership":{}}""", "")]
    [InlineData("""{"partnership":{"partnerships":["partnerships/XK-DE","partnerships/XKX-GB"],"minCount":2}}""", "")]
    [InlineData("""{"partnership":{"partnerships":["partnerships/XK-DE","partnerships/XKX-DE"],"minCount":3}}""",
        "partnership.partnerships partnership.min_count")]
    [InlineData("""{"partnership":{"partnerships":["partnerships/XK"],"minCount":-1}}""", "partnership.partnerships partnership.min_count")]
    [InlineData("""{}""", "criterion:")]
    [InlineData("""{"negation":{}}""", "negation")]
    [InlineData("""{"all":{"criteria":[]}}""", "all.criteria")]
    [InlineData("""{"any":{}}""", "any.criteria")]
    [InlineData("""{"atLeast":{"minCount":1}}""", "at_least.criteria")]
    [InlineData(
        """{"atLeast":{"minCount":3,"criteria":[{"milestone":{"milestone":"milestones/a"}},{"milestone":{"milestone":"milestones/b"}}]}}""",
        "at_least.min_count")]
    [InlineData("""{"atLeast":{"minCount":0,"criteria":[{"milestone":{"milestone":"milestones/a"}}]}}""", "at_least.min_count")]
    [InlineData("""{"all":{"criteria":[{"milestone":{"milestone":"milestones/a"}},"""
        + """{"any":{"criteria":[{"negation":{"milestone":{"milestone":""}}}]}}]}}""",
        "all.criteria[1].any.criteria[0].negation.milestone.milestone")]
    public void Each_invalid_field_is_reported(string json, string fields)
    {
        var expected = fields == "criterion:"
            ? ["criterion:"]
            : fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => $"criterion.{field}:");
        Assert.Equal(expected, Wrong(Criterion.Parser.ParseJson(json)));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(50, false)]
    public void A_criterion_has_at_most_eight_levels(int above, bool allowed)
    {
        var criterion = Fact;
        for (var i = 0; i < above; i++)
        {
            criterion = new Criterion { All = new() { Criteria = { criterion } } };
        }

        Assert.Equal(allowed ? [] : [$"criterion.{string.Concat(Enumerable.Repeat("all.criteria[0].", 8))}"[..^1] + ":"], Wrong(criterion));
    }

    [Theory]
    [InlineData(100, 1, "")]
    [InlineData(101, 1, "criterion.all.criteria:")]
    [InlineData(10, 10, "")]
    [InlineData(26, 4, "criterion:")]
    public void A_criterion_has_at_most_a_hundred_conditions(int parts, int facts, string wrong) =>
        Assert.Equal(wrong.Split(' ', StringSplitOptions.RemoveEmptyEntries), Wrong(All(parts, All(facts, Fact))));

    [Fact]
    public void The_error_for_a_huge_criterion_stays_short()
    {
        // A million empty combinations: that many violations would not fit into a response.
        var most = new FieldViolations();
        CriterionChecks.Check(All(100, All(100, All(100, new Criterion { Any = new() }))), most, "criterion");
        Assert.InRange(Assert.Throws<ApiException>(most.ThrowIfAny).Message.Length, 1, 1_000);
    }

    [Fact]
    public void States_are_stored_with_their_canonical_codes()
    {
        var given = Criterion.Parser.ParseJson("""
            {"all":{"criteria":[
              {"recognition":{"state":"AL","subject":"XKX"}}, {"recognition":{"state":"UNK","subject":"RS"}},
              {"recognition":{"organization":"organizations/nato","subject":"XKS"}},
              {"negation":{"consensus":{"organization":"organizations/nato","decision":"GRANT_MAP","subject":"KV"}}},
              {"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":"STANCE_SUPPORT",
                "states":["AL","XKV"],"subject":"UNK"}},
              {"ratification":{"organization":"organizations/nato","subject":"XKX"}},
              {"partnership":{"partnerships":["partnerships/XKX-DE","partnerships/XK-GB"]}},
              {"milestone":{"milestone":"milestones/XKX"}}
            ]}}
            """);
        var before = given.Clone();
        var kept = Criterion.Parser.ParseJson("""
            {"all":{"criteria":[
              {"recognition":{"state":"AL","subject":"XK"}}, {"recognition":{"state":"XK","subject":"RS"}},
              {"recognition":{"organization":"organizations/nato","subject":"XK"}},
              {"negation":{"consensus":{"organization":"organizations/nato","decision":"GRANT_MAP","subject":"XK"}}},
              {"position":{"organization":"organizations/nato","decision":"GRANT_MAP","stance":"STANCE_SUPPORT",
                "states":["AL","XK"],"subject":"XK"}},
              {"ratification":{"organization":"organizations/nato","subject":"XK"}},
              {"partnership":{"partnerships":["partnerships/XK-DE","partnerships/XK-GB"]}},
              {"milestone":{"milestone":"milestones/XKX"}}
            ]}}
            """);
        Assert.Equal(kept, CriterionChecks.Kept(given));
        Assert.Equal(before, given);
    }

    static readonly Criterion Fact = new() { Milestone = new() { Milestone = "milestones/m" } };

    static Criterion All(int count, Criterion part) => new() { All = new() { Criteria = { Enumerable.Repeat(part, count) } } };

    /// <summary>The invalid fields in the order of the violations.</summary>
    static string[] Wrong(Criterion criterion)
    {
        var violations = new FieldViolations();
        CriterionChecks.Check(criterion, violations, "criterion");
        return violations.Any
            ? [.. Assert.Throws<ApiException>(violations.ThrowIfAny).Message.Split(' ')
                .Where(word => word.StartsWith("criterion", StringComparison.Ordinal) && word.EndsWith(':'))]
            : [];
    }
}
