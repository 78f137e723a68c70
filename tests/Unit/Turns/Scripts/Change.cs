namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>What a client's harness does to the last message that it replays.</summary>
internal enum Change
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It writes the arguments of the tool call anew.</summary>
    Arguments,

    /// <summary>It drops the reasoning and the tool call.</summary>
    TextOnly,

    /// <summary>It writes another text.</summary>
    Text,
}
