namespace Tito.Core.Families;

/// <summary>How a family's models write tool calls, by the texts of its markers.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract record CallFormat
{
    private CallFormat()
    {
    }

    /// <summary>A JSON object with <c>name</c> and <c>arguments</c> in a block of its own.</summary>
    /// <param name="Open">What opens a block.</param>
    /// <param name="Close">What ends it.</param>
    public sealed record JsonBlocks(string Open, string Close) : CallFormat;

    /// <summary>Elements for calls and for their parameters, in a block.</summary>
    /// <param name="Open">What opens a block.</param>
    /// <param name="Close">What ends it.</param>
    /// <param name="CallOpen">What a call's opening tag begins with; its name and <c>&gt;</c> follow.</param>
    /// <param name="CallClose">What ends a call.</param>
    /// <param name="ValueOpen">What a parameter's opening tag begins with; its name and <c>&gt;</c> follow.</param>
    /// <param name="ValueClose">What ends a parameter.</param>
    public sealed record Elements(string Open, string Close, string CallOpen, string CallClose, string ValueOpen, string ValueClose)
        : CallFormat
    {
        /// <summary>Whether names are attributes <c>name="…"</c>; otherwise they follow at once.</summary>
        public bool HasAttributes { get; init; }

        /// <summary>Whether a value stands on lines of its own, so that a line break at each end is not part of it.</summary>
        public bool HasLines { get; init; }

        /// <summary>Whether a call of a declared tool may stand without a block, and a value may end at the next opening tag.</summary>
        public bool IsLoose { get; init; }

        /// <summary>A token that is part of the tags' texts although the tokenizer may call it special.</summary>
        public string? TextToken { get; init; }
    }

    /// <summary>A name, then pairs of a key and a value in tags of their own.</summary>
    /// <param name="Open">What opens a call.</param>
    /// <param name="Close">What ends it.</param>
    /// <param name="KeyOpen">What opens a key.</param>
    /// <param name="KeyClose">What ends it.</param>
    /// <param name="ValueOpen">What opens a value.</param>
    /// <param name="ValueClose">What ends it.</param>
    public sealed record Pairs(string Open, string Close, string KeyOpen, string KeyClose, string ValueOpen, string ValueClose)
        : CallFormat;

    /// <summary>A section of calls, each with an id that holds its name, and with JSON arguments.</summary>
    /// <param name="Open">What opens the section.</param>
    /// <param name="Close">What ends it.</param>
    /// <param name="CallOpen">What opens a call; its id follows.</param>
    /// <param name="ArgumentsOpen">What parts the id from the arguments.</param>
    /// <param name="CallClose">What ends a call.</param>
    public sealed record Section(string Open, string Close, string CallOpen, string ArgumentsOpen, string CallClose) : CallFormat;

    /// <summary>A JSON object with <c>name</c> and <c>parameters</c> that nothing sets off, or a tag and a call in Python.</summary>
    /// <param name="Tag">What may stand before an object, and must before Python.</param>
    public sealed record Bare(string Tag) : CallFormat;
}
