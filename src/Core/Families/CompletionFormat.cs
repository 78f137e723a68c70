namespace Tito.Core.Families;

/// <summary>How a family's models write an assistant's turn: what a completion's ids stand for.</summary>
/// <remarks>
/// Data: markers by their texts, which are looked up as tokens when a model is loaded. docs/parsers.md has the published source of each
/// format. Immutable and thread-safe.
/// </remarks>
public abstract record CompletionFormat
{
    private CompletionFormat()
    {
    }

    /// <summary>All text is content. For a model about which nothing is known.</summary>
    public sealed record Plain : CompletionFormat;

    /// <summary>Content in which tags set reasoning and tool calls off.</summary>
    /// <param name="Layout">The line breaks that the format itself writes around the parts.</param>
    /// <param name="Calls">How calls are written.</param>
    public sealed record Tagged(CompletionLayout Layout, CallFormat Calls) : CompletionFormat
    {
        /// <summary>Whether the model thinks between <see cref="ThinkOpen"/> and <see cref="ThinkClose"/>.</summary>
        public bool Thinks { get; init; } = true;
    }

    /// <summary>OpenAI's harmony: messages with channels and recipients between special tokens.</summary>
    public sealed record Harmony : CompletionFormat;

    /// <summary>Inkling's typed blocks between special tokens.</summary>
    public sealed record Inkling : CompletionFormat;

    /// <summary>What opens reasoning in <see cref="Tagged"/>.</summary>
    public const string ThinkOpen = "<think>";

    /// <summary>What ends it.</summary>
    public const string ThinkClose = "</think>";
}
