using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Comparison;
using Tito.Core.Completions;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;

namespace Tito.Core.Models;

/// <summary>Everything about the served model that a session needs, bound together once.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SessionModel
{
    private readonly Lazy<ImmutableArray<SessionModel>> _earlier;
    private readonly Lazy<CompletionParser> _completions;

    private SessionModel(ChatRenderer renderer, ITurnSplicer splicer, JsonElement? serverArguments)
    {
        Renderer = renderer;
        Splicer = splicer;
        ServerArguments = serverArguments;
        Comparator = new(Compared(renderer), renderer.Tokenizer);
        Genesis = renderer.Genesis;
        _completions = new(() => new(Family, renderer.Tokenizer, Ends), LazyThreadSafetyMode.PublicationOnly);
        _earlier = new(() => [.. Earlier.Select(Under)], LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The model's family.</summary>
    public Family Family => Renderer.Family;

    /// <summary>Messages to text and tokens.</summary>
    public ChatRenderer Renderer { get; }

    /// <summary>The tokens with which the model's turns end.</summary>
    public EndTokens Ends => Renderer.Ends;

    /// <summary>Messages to the tokens of a turn.</summary>
    public ITurnSplicer Splicer { get; }

    /// <summary>The tokens of a completion to its message.</summary>
    public CompletionParser Completions => _completions.Value;

    /// <summary>Compares a session's tokens with a fresh tokenization.</summary>
    public TokenComparator Comparator { get; }

    /// <summary>Template arguments for every session: a JSON object, or null.</summary>
    public JsonElement? ServerArguments { get; }

    /// <summary>Refuses messages whose texts hold special tokens, or others of turns; null where they are parsed, as engines do.</summary>
    public SpecialTokenGuard? Guard { get; private init; }

    /// <summary>That turns record their routed experts; null where they do not.</summary>
    public RoutedExpertsCapture? RoutedExperts { get; private init; }

    /// <summary>The first link of the digest chain of every new session of this model.</summary>
    public Digest Genesis { get; }

    /// <summary>Number of ids of the vocabulary: each is below it.</summary>
    public int TokenCount => Renderer.Tokenizer.VocabularySize;

    /// <summary>Whether an id is a token: a vocabulary may have gaps below its last id.</summary>
    /// <param name="id">Any number.</param>
    public bool HasToken(int id) => Renderer.Tokenizer.HasToken(id);

    /// <summary>The renderers for sessions of earlier releases, the newest first.</summary>
    private ImmutableArray<ChatRenderer> Earlier { get; init; } = [];

    /// <summary>The text of tokens, special ones among them.</summary>
    /// <param name="ids">Ids that are tokens.</param>
    public string Decode(ReadOnlySpan<int> ids) => Renderer.Tokenizer.Decode(ids, skipSpecialTokens: false);

    /// <summary>The stop tokens of the model with which a session was opened: unknown when that is another one.</summary>
    /// <param name="genesis">The session's genesis.</param>
    public EndTokens EndsOf(Digest genesis) => For(genesis)?.Ends ?? EndTokens.Unknown;

    /// <summary>
    /// What the template makes of a message's spelling, of the model with which a session was opened: unknown when that is another one.
    /// </summary>
    /// <param name="genesis">The session's genesis.</param>
    public MessageForm FormOf(Digest genesis) => For(genesis)?.Family.MessageForm ?? MessageForm.Unknown;

    /// <summary>Binds a family to a model's assets.</summary>
    /// <param name="family">The family.</param>
    /// <param name="assets">The model's tokenizer and template.</param>
    /// <param name="serverArguments">Template arguments for every session: a JSON object, or null.</param>
    /// <exception cref="Tito.Tokenizers.AssetException">The assets do not fit the family, or lack a template.</exception>
    /// <exception cref="Tito.Jinja.TemplateException">The template cannot be parsed.</exception>
    /// <exception cref="Messages.MessageException">The server's arguments contradict the family's.</exception>
    public static SessionModel Load(Family family, ModelAssets assets, JsonElement? serverArguments)
    {
        _ = TemplateArguments.Merge(family, serverArguments, null);
        var renderer = ChatRenderer.Create(family, assets);
        return new(renderer, new TurnSplicer(renderer), serverArguments) { Earlier = renderer.CreateEarlier(assets) };
    }

    /// <summary>Binds a renderer, whatever its template comes from.</summary>
    /// <param name="renderer">Family, template and tokenizer.</param>
    /// <param name="serverArguments">Template arguments for every session: a JSON object, or null.</param>
    /// <exception cref="Tito.Tokenizers.AssetException">The stop token or one of the boundary rule is missing.</exception>
    internal static SessionModel Of(ChatRenderer renderer, JsonElement? serverArguments = null) =>
        new(renderer, new TurnSplicer(renderer), serverArguments);

    /// <summary>
    /// The model that joined the parts of every content, as earlier releases did; null where this one joins them too.
    /// </summary>
    internal SessionModel? JoiningParts() =>
        Renderer.JoiningParts() is { } joining ? new(joining, new TurnSplicer(joining), ServerArguments) { Guard = Guard } : null;

    /// <summary>This model with another way to build prompts.</summary>
    public SessionModel With(ITurnSplicer splicer) =>
        new(Renderer, splicer, ServerArguments) { Guard = Guard, RoutedExperts = RoutedExperts, Earlier = Earlier };

    /// <summary>
    /// The model that a session's digest chain begins with: this one, or this one under a template of an earlier release; null for any
    /// other model's session.
    /// </summary>
    /// <param name="genesis">The session's first link.</param>
    public SessionModel? For(Digest genesis) =>
        genesis == Genesis ? this : _earlier.Value.FirstOrDefault(earlier => earlier.Genesis == genesis);

    /// <summary>This model, refusing messages with special tokens in their texts.</summary>
    public SessionModel RefusingSpecialTokens() =>
        new(Renderer, Splicer, ServerArguments) { Guard = new(Renderer), RoutedExperts = RoutedExperts, Earlier = Earlier };

    /// <summary>This model, recording the experts that worked on each token.</summary>
    public SessionModel Recording(RoutedExpertsCapture experts) =>
        new(Renderer, Splicer, ServerArguments) { Guard = Guard, RoutedExperts = experts, Earlier = Earlier };

    /// <summary>
    /// The family with what the comparator needs to know and the template alone says. A fresh tokenization has the filler that an engine
    /// stopped before; one of several tokens is left to show.
    /// </summary>
    private static Family Compared(ChatRenderer renderer)
    {
        var family = renderer.Family;
        return family with
        {
            AssistantStart = family.AssistantStart ?? AssistantStart.Detect(renderer),
            TrailingTrim = family.Boundary is not BoundaryRule.AppendAfter && family.TrailingTrim.IsEmpty
                && renderer.Boundary is BoundaryRule.AppendAfter(_, var filler) && renderer.Encode(filler) is [_]
                ? [filler] : family.TrailingTrim,
        };
    }

    private SessionModel Under(ChatRenderer renderer) =>
        new(renderer, new TurnSplicer(renderer), ServerArguments) { Guard = Guard, RoutedExperts = RoutedExperts };
}
