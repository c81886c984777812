using CsCheck;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.ValidTime;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Acts;

public sealed class HistoryTests
{
    [Fact]
    public void The_order_of_recording_does_not_affect_the_status() =>
        Gen.Select(Histories.Legal, Gen.Int).Sample((history, seed) =>
        {
            var shuffled = history.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Essence(Histories.Folded(history)), Essence(Histories.Folded(shuffled)));
        });

    [Fact]
    public void Recording_an_act_neither_loses_nor_changes_another() =>
        Gen.Select(Histories.Legal, Histories.Any).Sample((history, act) =>
        {
            if (TryRecord(history, act) is not { } after)
            {
                return;
            }

            var before = Histories.Folded(history);
            Assert.Equal(before.Acts.Count + 1, after.Acts.Count);
            Assert.All(before.Acts, kept => Assert.Contains(kept, after.Acts));
        });

    [Fact]
    public void Retracting_an_act_restores_the_status()
    {
        var tried = 0;
        Gen.Select(Histories.Legal, Histories.Any).Sample((history, act) =>
        {
            if (TryRecord(history, act) is not { } after)
            {
                return;
            }

            Interlocked.Increment(ref tried);
            after.Acts.Single(recorded => recorded.Id == $"a{history.Length + 1}").Retracted = true;
            RecognitionFold.Apply(after);
            Assert.Equal(Derived(Histories.Folded(history)), Derived(after));
        });
        Assert.True(tried > 10, $"Only {tried} acts fitted.");
    }

    [Fact]
    public void On_any_date_the_status_is_the_fold_of_the_acts_up_to_it() =>
        Gen.Select(Histories.Legal, Gen.Int[-10, 1_700]).Sample((history, days) =>
        {
            var date = Day("2009-01-01").AddDays(days);
            var then = AsOfResources.Project(Histories.Folded(history), date, PartialDateMode.Possible);
            Assert.Equal(Essence(Histories.Folded(history.Where(act => ActOrder.DayOf(act) <= date))), Essence(then));
        });

    [Fact]
    public void The_status_on_a_date_matches_the_recognition_as_of_that_date() =>
        Gen.Select(Histories.Legal, Gen.Int[-10, 1_700]).Sample((history, days) =>
        {
            var recognition = Histories.Folded(history);
            var date = Day("2009-01-01").AddDays(days);
            Assert.Equal(
                AsOfResources.Project(recognition, date, PartialDateMode.Possible).Status, RecognitionFold.StatusOn(recognition, date));
        });

    [Fact]
    public void An_act_kind_of_a_newer_service_does_not_stop_an_older_one() =>
        Assert.Equal(RecognitionStatus.Recognized, RecognitionFold.StatusOn(
            Recognition(Act(ActKind.Granted, "2010"), Act((ActKind)77, "2011"), Act(ActKind.Granted, "2012")), Day("2020-01-01")));

    [Fact]
    public void Folding_twice_equals_folding_once() =>
        Histories.Legal.Sample(history =>
        {
            var once = Histories.Folded(history);
            var twice = once.Clone();
            RecognitionFold.Apply(twice);
            Assert.Equal(once, twice);
        });

    static Recognition? TryRecord(Act[] history, Act act)
    {
        try
        {
            return Histories.Folded(history.Append(act));
        }
        catch (ApiException)
        {
            return null;
        }
    }

    static Recognition Derived(Recognition recognition)
    {
        var derived = recognition.Clone();
        derived.Acts.Clear();
        return derived;
    }

    /// <summary>The recognition without the act IDs, which depend on the order of recording.</summary>
    static Recognition Essence(Recognition recognition)
    {
        var essence = recognition.Clone();
        foreach (var act in essence.Acts)
        {
            act.Id = "";
        }

        return essence;
    }
}
