namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>
/// Takes out what no search would touch: parts that are as good as they can be, by facts that could do better nowhere else. Of an
/// organization with thirty members of which four stand in the way, four are left.
/// </summary>
sealed class Pruning
{
    // Facts that may be supposed for the sake of something.
    readonly HashSet<Variable> useful = [];

    Pruning()
    {
    }

    public static Need Of(Need root)
    {
        var pruning = new Pruning();
        pruning.Visit(root);
        return pruning.Pruned(root);
    }

    /// <summary>Not below what holds unless something else does: nothing is supposed for its sake.</summary>
    void Visit(Need need)
    {
        switch (need)
        {
            case Total total:
                foreach (var part in total.Parts)
                {
                    Visit(part);
                }

                break;
            case Choice choice when BestOf(choice) is null:
                for (need = choice; need is Choice next; need = next.Otherwise)
                {
                    useful.Add(next.Variable);
                }

                Visit(need);
                break;
        }
    }

    Need Pruned(Need need) => need switch
    {
        Total total => total.Of([.. total.Parts.Select(Pruned)]),
        Choice choice when BestOf(choice) is { } value && !IsTouched(choice) => new Fixed(value),
        Choice choice => choice.Over(Pruned(choice.Otherwise)),
        _ => need,
    };

    /// <summary>The value of choices without anything supposed, if no option of any of them has a higher one.</summary>
    static int? BestOf(Choice first)
    {
        var cap = 0;
        Need last = first;
        for (; last is Choice choice; last = choice.Otherwise)
        {
            cap = Math.Max(cap, choice.Cap);
        }

        return last is Fixed && last.Most >= cap ? last.Most : null;
    }

    bool IsTouched(Choice first)
    {
        for (Need need = first; need is Choice choice; need = choice.Otherwise)
        {
            if (useful.Contains(choice.Variable))
            {
                return true;
            }
        }

        return false;
    }
}
