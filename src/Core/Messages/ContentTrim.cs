namespace Tito.Core.Messages;

/// <summary>What a template cuts from the beginning of an assistant's text.</summary>
public enum ContentTrim
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Line feeds, where the message has reasoning.</summary>
    NewlinesAfterReasoning,

    /// <summary>Line feeds, always.</summary>
    Newlines,
}
