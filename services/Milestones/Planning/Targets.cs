namespace KosovoNato.Milestones.Planning;

/// <summary>The target date of a milestone, and its first target.</summary>
static class Targets
{
    public static void Set(Milestone milestone, string targetOn)
    {
        milestone.TargetOn = targetOn;
        if (milestone.BaselineTargetOn.Length == 0)
        {
            milestone.BaselineTargetOn = targetOn;
        }
    }
}
