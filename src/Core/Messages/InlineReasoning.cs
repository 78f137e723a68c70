namespace Tito.Core.Messages;

/// <summary>What a template makes of reasoning that stands in an assistant's text, as <c>&lt;think&gt;…&lt;/think&gt;</c>.</summary>
public enum InlineReasoning
{
    /// <summary>It is text like any other.</summary>
    Kept,

    /// <summary>It is the message's reasoning where there is no other, and the text begins after it without its first line feeds.</summary>
    Split,

    /// <summary>As <see cref="Split"/>, and the text loses its last line feeds as well.</summary>
    SplitAndTrimmed,
}
