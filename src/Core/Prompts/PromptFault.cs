namespace Tito.Core.Prompts;

/// <summary>Why there is no prompt.</summary>
public enum PromptFault
{
    /// <summary>There are no messages.</summary>
    NoMessages,

    /// <summary>A message, a tool or an argument is not of the form that is asked for.</summary>
    Invalid,

    /// <summary>A new message holds the text of a special token, and the model refuses those.</summary>
    SpecialToken,

    /// <summary>The session has as many turns as it may have.</summary>
    TooManyTurns,

    /// <summary>Level 1: the messages do not extend the stored history.</summary>
    HistoryMismatch,

    /// <summary>Level 1: what else shapes the prompt is not what the turn to continue has.</summary>
    InputsChanged,

    /// <summary>Level 1: a message that follows a generated turn has a role that the family cannot append.</summary>
    RoleNotAllowed,

    /// <summary>Level 2: the chat template failed on these messages, or opens no turn after them.</summary>
    TemplateFailed,

    /// <summary>Level 2: the template does not render append-only.</summary>
    NotAppendOnly,

    /// <summary>Level 3: the prompt does not begin with the stored tokens.</summary>
    PrefixBroken,

    /// <summary>Level 4: the turn to continue did not end, and the session closes no such turn.</summary>
    TruncatedTurn,

    /// <summary>Level 4: the prompt neither closes a turn that did not end nor cuts one at its end.</summary>
    NotEnded,
}
