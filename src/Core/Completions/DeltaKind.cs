namespace Tito.Core.Completions;

/// <summary>What a <see cref="CompletionDelta"/> adds to. Deltas of arguments belong to the call that began last.</summary>
public enum DeltaKind
{
    /// <summary>What the model thinks, without its tags.</summary>
    Reasoning,

    /// <summary>What the assistant says.</summary>
    Content,

    /// <summary>The list of calls: another one begins.</summary>
    CallBegin,

    /// <summary>The arguments of the call that is open, as JSON text.</summary>
    CallArguments,

    /// <summary>Nothing: the call that was open ends.</summary>
    CallEnd,
}
