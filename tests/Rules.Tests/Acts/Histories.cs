using CsCheck;
using KosovoNato.Kernel;
using KosovoNato.Rules.Acts;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Acts;

/// <summary>Valid sequences of acts on distinct days.</summary>
static class Histories
{
    static readonly ActKind[] Kinds = [.. Enum.GetValues<ActKind>().Where(kind => kind != ActKind.Unspecified)];

    /// <summary>Up to eight acts in the order of their days.</summary>
    public static readonly Gen<Act[]> Legal =
        Gen.Select(Gen.Int[0, 1_000], Gen.Int[1, 200], Gen.Bool, Gen.Bool).Array[0, 8].Select(Build);

    /// <summary>Any act on any day of these years; it may not fit the history.</summary>
    public static readonly Gen<Act> Any = Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Int[0, 2_000], Gen.Bool, (kind, days, beside) =>
        Act(Kinds[kind], PartialDate.Of(Day("2009-01-01").AddDays(days)).ToString(), beside ? ClaimRank.Normal : ClaimRank.Preferred));

    public static Recognition Folded(IEnumerable<Act> acts)
    {
        var recognition = Recognition(acts.Select(act => act.Clone()));
        RecognitionFold.Apply(recognition);
        return recognition;
    }

    static Act[] Build((int Choice, int Days, bool Counted, bool Beside)[] steps)
    {
        var acts = new List<Act>();
        var status = RecognitionStatus.NotRecognized;
        var granted = false;
        var day = Day("2009-01-01");
        foreach (var (choice, days, counted, beside) in steps)
        {
            day = day.AddDays(days);
            var text = PartialDate.Of(day).ToString();
            if (granted && beside && choice % 4 == 0)
            {
                acts.Add(Act(ActKind.WithdrawalClaimed, text, ClaimRank.Normal));
                continue;
            }

            var allowed = ActTransitions.AllowedIn(status).ToArray();
            var kind = allowed[choice % allowed.Length];
            acts.Add(Act(kind, text, counted: counted && kind == ActKind.WithdrawalClaimed));
            status = ActTransitions.After(status, kind)!.Value;
            granted |= kind == ActKind.Granted;
        }

        return [.. acts];
    }
}
