namespace Tito.Core.Sessions.Inspection;

/// <summary>Which of two compared token sequences has some tokens.</summary>
public enum DifferenceSide
{
    /// <summary>The first and the second.</summary>
    Both,

    /// <summary>The first alone: the turn that is held against the shown one.</summary>
    First,

    /// <summary>The second alone: the shown turn.</summary>
    Second,
}
