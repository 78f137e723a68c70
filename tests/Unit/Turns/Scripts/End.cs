namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The token that a completion ends with.</summary>
internal enum End
{
    /// <summary>No special one.</summary>
    None,

    /// <summary>The one with which the model ends a turn by itself.</summary>
    Own,

    /// <summary>The other one that it may end with, where the family has two.</summary>
    Other,

    /// <summary>The one with which the model ends a turn by itself, and a letter after it.</summary>
    Beyond,
}
