namespace Tito.Core.Families;

/// <summary>The line breaks that a completion format writes around its parts and that belong to none of them.</summary>
public enum CompletionLayout
{
    /// <summary>None: every line break is the model's text.</summary>
    Verbatim,

    /// <summary>Those between content and a call.</summary>
    BeforeCalls,

    /// <summary>Those at both edges of reasoning, before content and around calls.</summary>
    Edges,
}
