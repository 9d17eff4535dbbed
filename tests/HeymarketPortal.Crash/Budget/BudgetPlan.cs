namespace HeymarketPortal.Crash;

/// <param name="Minutes">How long each phase is measured.</param>
internal sealed record BudgetPlan(int Minutes, int PerMinute)
{
    public const int Accounts = 3;
    public const int People = 4;

    /// <summary>More than a phase can send, if nothing were read.</summary>
    public int SendsOfEach => PerMinute * (Minutes + 1) / People;
}
