namespace KosovoNato.Rules.Search;

/// <summary>
/// Removes parts that no search would touch: parts that have their maximum value already, if their variables cannot improve another part.
/// In an organization with thirty members of which four block the decision, four remain.
/// </summary>
sealed class GoalPruner
{
    // The variables that the search may assume to raise a goal.
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

    /// <summary>Does not descend into a negated goal: the search assumes nothing for it.</summary>
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

    /// <summary>
    /// The value of a chain of variable goals without assumptions; null if an option in the chain may have a higher value.
    /// </summary>
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
