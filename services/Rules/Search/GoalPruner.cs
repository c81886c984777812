namespace KosovoNato.Rules.Search;

/// <summary>
/// Takes out what no search would touch: parts that are as good as they can be, by facts that could do better nowhere else. Of an
/// organization with thirty members of which four stand in the way, four are left.
/// </summary>
sealed class GoalPruner
{
    // Facts that may be supposed for the sake of something.
    readonly HashSet<SearchVariable> useful = [];

    GoalPruner()
    {
    }

    public static Goal Of(Goal root)
    {
        var pruning = new GoalPruner();
        pruning.Visit(root);
        return pruning.Pruned(root);
    }

    /// <summary>Not below what holds unless something else does: nothing is supposed for its sake.</summary>
    void Visit(Goal need)
    {
        switch (need)
        {
            case ThresholdGoal total:
                foreach (var part in total.Parts)
                {
                    Visit(part);
                }

                break;
            case VariableGoal choice when BestOf(choice) is null:
                for (need = choice; need is VariableGoal next; need = next.Fallback)
                {
                    useful.Add(next.Variable);
                }

                Visit(need);
                break;
        }
    }

    Goal Pruned(Goal need) => need switch
    {
        ThresholdGoal total => total.Of([.. total.Parts.Select(Pruned)]),
        VariableGoal choice when BestOf(choice) is { } value && !IsTouched(choice) => new ConstantGoal(value),
        VariableGoal choice => choice.WithFallback(Pruned(choice.Fallback)),
        _ => need,
    };

    /// <summary>The value of choices without anything supposed, if no option of any of them has a higher one.</summary>
    static int? BestOf(VariableGoal first)
    {
        var cap = 0;
        Goal last = first;
        for (; last is VariableGoal choice; last = choice.Fallback)
        {
            cap = Math.Max(cap, choice.Cap);
        }

        return last is ConstantGoal && last.MaxValue >= cap ? last.MaxValue : null;
    }

    bool IsTouched(VariableGoal first)
    {
        for (Goal need = first; need is VariableGoal choice; need = choice.Fallback)
        {
            if (useful.Contains(choice.Variable))
            {
                return true;
            }
        }

        return false;
    }
}
