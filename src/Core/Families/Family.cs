using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Families;

/// <summary>
/// A model family's contract, as data. What depends on a tokenizer is given by token text and looked up when a model is loaded.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record Family
{
    /// <summary>The name in options, requests and files, as <c>qwen3</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A chat template that renders append-only, or null when the checkpoint's own does.</summary>
    public string? FixedTemplate { get; init; }

    /// <summary>The code that writes conversations in the place of a template, or null where a template does.</summary>
    public ChatEncoding? Encoding { get; init; }

    /// <summary>Template arguments that nobody may contradict, in order; values are JSON scalars.</summary>
    public ImmutableArray<KeyValuePair<string, JsonElement>> FixedArguments { get; init; } = [];

    /// <summary>
    /// Names of template arguments that say the same thing: whoever sets one of them, for a request or for a server, takes back what
    /// an earlier layer said by any other.
    /// </summary>
    public ImmutableArray<string> ArgumentGroup { get; init; } = [];

    /// <summary>
    /// The levels of effort that the published format knows, where it refuses others: then only these are given to it. Empty where any is
    /// taken. What a request says as a template argument is given to it all the same.
    /// </summary>
    public ImmutableArray<string> EffortLevels { get; init; } = [];

    /// <summary>
    /// Whether the published format writes a tool call's arguments in the order of their keys. A certifier takes another order than the
    /// call's own for lost content elsewhere.
    /// </summary>
    public bool SortsArguments { get; init; }

    /// <summary>What the template makes of a message's spelling, for the matcher <c>rendered</c>.</summary>
    public MessageForm MessageForm { get; init; } = MessageForm.Unknown;

    /// <summary>
    /// The text with which a generation prompt opens the thinking that the template leaves out of a turn without reasoning; null where
    /// it writes an empty block. A model never samples such a turn, so no certifier holds it against a generation prompt.
    /// </summary>
    public string? ThinkingOpener { get; init; }

    /// <summary>How content that is a list of text parts reaches the template.</summary>
    public ContentParts ContentParts { get; init; }

    /// <summary>
    /// Fixed templates of earlier releases, the newest first: sessions that were stored under one of them go on under it.
    /// </summary>
    public ImmutableArray<string> EarlierTemplates { get; init; } = [];

    /// <summary>
    /// Roles of the messages that may follow a generated turn. A developer message may follow also where a system message may.
    /// </summary>
    public required ImmutableArray<Role> AppendRoles { get; init; }

    /// <summary>The patch between a completion and what follows it.</summary>
    public required BoundaryRule Boundary { get; init; }

    /// <summary>
    /// Texts of all tokens with which the model ends a turn: those of the boundary rule first. Empty where they are not known; then they
    /// are looked for by rendering a small conversation when the model is loaded.
    /// </summary>
    public ImmutableArray<string> StopTokens
    {
        get => Boundary switch
        {
            BoundaryRule.AppendAfter rule => [rule.Stop, .. field.Where(text => text != rule.Stop)],
            BoundaryRule.ReplaceTrailing rule => [.. rule.Openers, .. field.Where(text => !rule.Openers.Contains(text))],
            _ => field,
        };
        init;
    } = [];

    /// <summary>
    /// Texts of tokens at which engines stop as well, by the checkpoint's configuration, and which the format has nowhere: a turn that ends
    /// with one did not end as the family ends a turn. A tokenizer may lack them.
    /// </summary>
    public ImmutableArray<string> ForeignStopTokens { get; init; } = [];

    /// <summary>
    /// Texts of the tokens that close a turn which did not end, in order: what the format writes at a turn's end. The first stop token
    /// unless the family says otherwise; none where the opener of the next message is what ends a turn.
    /// </summary>
    public ImmutableArray<string> ClosingTokens
    {
        get => !field.IsDefault ? field : Boundary is BoundaryRule.ReplaceTrailing ? [] : [.. StopTokens.Take(1)];
        init;
    }

    /// <summary>Texts of tokens after which no block of a turn is open, so that only the last closing token closes it.</summary>
    public ImmutableArray<string> BareTokens { get; init; } = [];

    /// <summary>
    /// Texts of the special tokens that the template writes. A tokenizer that lacks one of them is not this family's, and is refused
    /// when the model is loaded.
    /// </summary>
    public ImmutableArray<string> RequiredTokens { get; init; } = [];

    /// <summary>
    /// The text with which a segment of the model's own begins, for the comparator; null where it is found by rendering a small
    /// conversation when the model is loaded. Empty, every segment after a special token is taken for the model's.
    /// </summary>
    public string? AssistantStart { get; init; }

    /// <summary>
    /// Texts of special tokens that part no segments for the comparator, because they stand inside a message, as between a role's
    /// name and its text.
    /// </summary>
    public ImmutableArray<string> BoundaryExclusions { get; init; } = [];

    /// <summary>When not empty, the texts of the only tokens that part segments for the comparator.</summary>
    public ImmutableArray<string> BoundaryOnly { get; init; } = [];

    /// <summary>Texts of one token each that the comparator cuts from the ends of both sequences first.</summary>
    public ImmutableArray<string> TrailingTrim { get; init; } = [];

    /// <summary>How many trailing tokens of the buffer a splice may replace, 0 or more.</summary>
    public int MaxTrimTokens { get; init; }

    /// <summary>How the model writes its turns, for <c>CompletionParser</c>. The default value takes all text for content.</summary>
    public CompletionFormat Completion { get; init; } = new CompletionFormat.Plain();

    /// <summary>
    /// Whether an engine's own parse of a completion is taken for the message where there is one, because nobody declared
    /// <see cref="Completion"/>: it is nothing, or a guess from the name of the engine's parser.
    /// </summary>
    /// <value>The default value is whether <see cref="Completion"/> is plain.</value>
    public bool TakesEngineParse { get => field || Completion is CompletionFormat.Plain; init; }

    /// <summary>
    /// The parser that takes the reasoning out of a completion, by the name that SGLang's <c>--reasoning-parser</c> has for it; null for
    /// none.
    /// </summary>
    public string? ReasoningParser { get; init; }

    /// <summary>
    /// The parser that takes the tool calls out of a completion, by the name that SGLang's <c>--tool-call-parser</c> has for it; null for
    /// none.
    /// </summary>
    public string? ToolCallParser { get; init; }

    /// <summary>The name of the reasoning's parser in vLLM's <c>--reasoning-parser</c>; null for none.</summary>
    public string? VllmReasoningParser { get; init; }

    /// <summary>The name of the tool calls' parser in vLLM's <c>--tool-call-parser</c>; null for none.</summary>
    public string? VllmToolCallParser { get; init; }

    /// <summary>The SHA-256 of the file that declares the family, in canonical JSON; null for a built-in one.</summary>
    public Digest? Declaration { get; init; }
}
