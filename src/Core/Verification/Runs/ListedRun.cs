namespace Tito.Core.Verification.Runs;

/// <summary>A run as a list has it: readable, or damaged. A damaged one must not hide the others.</summary>
public abstract record ListedRun
{
    private ListedRun()
    {
    }

    /// <summary>A run whose rows can be read.</summary>
    /// <param name="Run">How it was begun.</param>
    /// <param name="State">How far it is.</param>
    public sealed record Readable(VerificationRun Run, RunState State) : ListedRun;

    /// <summary>A run of which a row is damaged. It is over: nothing works it off, and nothing is held against it.</summary>
    /// <param name="Reason">Which row, and what is wrong there.</param>
    public sealed record Damaged(string Reason) : ListedRun;
}
