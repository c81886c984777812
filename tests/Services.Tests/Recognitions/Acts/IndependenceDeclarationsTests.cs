using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Recognitions.RecognitionFactory;

namespace KosovoNato.Services.Tests.Recognitions.Acts;

public sealed class IndependenceDeclarationsTests
{
    [Theory]
    [InlineData("1991-10-21", "XK", true)]
    [InlineData("2008-02-16", "XK", true)]
    [InlineData("2007", "XK", true)]
    [InlineData("2008-01", "XK", true)]
    [InlineData("2008-02-17", "XK", false)]
    [InlineData("2008-02", "XK", false)]
    [InlineData("2008", "XK", false)]
    [InlineData("1991-10-21", "ME", false)]
    public void An_act_older_than_its_subject_needs_a_reason(string date, string subject, bool needed)
    {
        var act = Act(ActKind.Granted, date);
        if (needed)
        {
            Assert.Equal(ErrorReason.RuleViolated,
                Assert.Throws<ApiException>(() => IndependenceDeclarations.RequireReason(act, subject, "recognitions/AL-XK")).Reason);
            act.OverrideReason = "about the same state after all";
        }

        IndependenceDeclarations.RequireReason(act, subject, "recognitions/AL-XK");
    }
}
