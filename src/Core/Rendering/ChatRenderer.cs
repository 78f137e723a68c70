using System.Collections.Immutable;
using System.Text;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering.Encoders;
using Tito.Core.Tokens;
using Tito.Jinja;
using Tito.Jinja.Values;
using Tito.Tokenizers;

namespace Tito.Core.Rendering;

/// <summary>Messages to text to tokens, by a model's template and tokenizer.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ChatRenderer
{
    /// <summary>The first field of the genesis; a change of its encoding changes it.</summary>
    public const string GenesisVersion = "tito.genesis.v1";

    private readonly IChatFormat _format;
    private readonly MessageNormalizer _messages;
    private readonly Lazy<EndTokens> _ends;
    private readonly Lazy<BoundaryRule> _boundary;
    private readonly Func<BoundaryRule, Digest> _genesisUnder;
    private readonly Lazy<Digest> _genesis;

    private ChatRenderer(Family family, ModelAssets assets, IChatFormat format)
    {
        foreach (var token in family.RequiredTokens)
        {
            _ = assets.Tokenizer.SingleId(token, family.Name);
        }

        _format = format;
        _messages = new(family, format);
        _ends = new(() => EndTokensFinder.Find(this, assets.SpecialTokens), LazyThreadSafetyMode.PublicationOnly);
        _boundary = new(() => BoundaryFinder.Find(this), LazyThreadSafetyMode.PublicationOnly);
        Family = family;
        Tokenizer = assets.Tokenizer;
        TemplateDigest = Digest.Of(Encoding.UTF8.GetBytes(format.Source));
        _genesisUnder = rule => ComputeGenesis(family, assets, TemplateDigest, rule);
        _genesis = new(() => _genesisUnder(Boundary), LazyThreadSafetyMode.PublicationOnly);
    }

    private ChatRenderer(ChatRenderer other, MessageNormalizer messages, BoundaryRule boundary)
    {
        (_format, _messages, _ends) = (other._format, messages, other._ends);
        (_boundary, _genesisUnder) = (new(boundary), other._genesisUnder);
        _genesis = new(() => _genesisUnder(boundary), LazyThreadSafetyMode.PublicationOnly);
        (Family, Tokenizer, TemplateDigest) = (other.Family, other.Tokenizer, other.TemplateDigest);
    }

    /// <summary>The model's family.</summary>
    public Family Family { get; }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>
    /// Binds family, tokenizer, template, the special tokens that it may print, fixed arguments, what was found of the boundary rule, and
    /// the file that declares the family if one does: the first link of a session's digest chain. Two renderers with the same genesis give
    /// the same tokens for the same messages.
    /// </summary>
    /// <exception cref="AssetException">The tokenizer lacks a stop token that the family names.</exception>
    public Digest Genesis => _genesis.Value;

    /// <summary>The SHA-256 of the template's text in UTF-8; of an encoder's name and version where the family has one.</summary>
    public Digest TemplateDigest { get; }

    /// <summary>The tokens with which the model's turns end; looked up when they are first asked for.</summary>
    /// <exception cref="AssetException">The tokenizer lacks one that the family names.</exception>
    public EndTokens Ends => _ends.Value;

    /// <summary>
    /// The family's boundary rule, with what the template writes after the stop token where the family does not say it; looked up when it
    /// is first asked for.
    /// </summary>
    /// <exception cref="AssetException">The tokenizer lacks a stop token that the family names.</exception>
    internal BoundaryRule Boundary => _boundary.Value;

    /// <summary>The name that the template's errors give.</summary>
    public string TemplateName => _format.Name;

    /// <summary>
    /// The renderer of a family's encoder or fixed template, or of the checkpoint's own template where the family has neither.
    /// </summary>
    /// <exception cref="AssetException">There is no template, or the tokenizer lacks a token of the family.</exception>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer Create(Family family, ModelAssets assets) => family switch
    {
        { Encoding: { } encoding } => new(family, assets, ChatEncoders.For(encoding)),
        { FixedTemplate: { } fixedTemplate } => WithTemplate(family, assets, fixedTemplate, $"{family.Name}.jinja"),
        _ => WithOwnTemplate(family, assets),
    };

    /// <summary>
    /// What renders for sessions of earlier releases, the newest first: this renderer without what was found of the boundary rule, and
    /// the family's fixed templates of then, which were given the parts of a content as one text.
    /// </summary>
    internal ImmutableArray<ChatRenderer> CreateEarlier(ModelAssets assets) =>
    [
        .. Boundary == Family.Boundary ? Array.Empty<ChatRenderer>() : [AsDeclared()],
        .. Family.EarlierTemplates.Select(template =>
            WithTemplate(Family with { ContentParts = ContentParts.Joined }, assets, template, $"{Family.Name}.jinja").AsDeclared()),
    ];

    private ChatRenderer AsDeclared() => new(this, _messages, Family.Boundary);

    /// <summary>The renderer of the checkpoint's own template, whatever the family has.</summary>
    /// <exception cref="AssetException">The checkpoint has none.</exception>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer WithOwnTemplate(Family family, ModelAssets assets) => assets.ChatTemplate is { } own
        ? WithTemplate(family, assets, own, "chat_template")
        : throw new AssetException("tokenizer_config.json: chat_template", "the checkpoint has no chat template of its own.");

    /// <summary>The renderer of any template, whatever the family and the checkpoint have.</summary>
    /// <param name="family">Gives the fixed arguments and the boundary rule.</param>
    /// <param name="assets">The tokenizer and the special tokens.</param>
    /// <param name="templateText">The template.</param>
    /// <param name="templateName">The name that the template's errors give.</param>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer WithTemplate(Family family, ModelAssets assets, string templateText, string templateName) =>
        new(family, assets, new TemplateFormat(templateText, templateName, assets));

    /// <summary>The text of a conversation.</summary>
    /// <exception cref="MessageException">A message has content that no template is given.</exception>
    /// <exception cref="RenderException">The template failed on this conversation.</exception>
    public string Render(RenderRequest request) => Bind(request).Render(Normalize(request), request.AddGenerationPrompt);

    /// <summary>
    /// The text of a conversation, and which message each stretch of it was written for. Slower than <see cref="Render"/>.
    /// </summary>
    /// <remarks>
    /// A stretch belongs to the message that the template's loop visits, role markers included; outside of a loop, to the first message
    /// that the printed expression reads from; the rest, as tool lists and the generation prompt, belongs to none.
    /// </remarks>
    /// <exception cref="MessageException">A message has content that no template is given.</exception>
    /// <exception cref="RenderException">The template failed on this conversation.</exception>
    public TracedConversation Trace(RenderRequest request) =>
        TracedConversation.Of(Bind(request).Trace(Normalize(request), request.AddGenerationPrompt));

    /// <summary>
    /// What wrote a place of a rendered conversation, for people: the construct of the format, and the message that it was written for.
    /// </summary>
    /// <param name="request">The conversation.</param>
    /// <param name="fromEnd">How many UTF-16 units before the end of the text the place is, 0 or more.</param>
    /// <returns>Null where the text is shorter.</returns>
    /// <exception cref="MessageException">A message has content that no template is given.</exception>
    /// <exception cref="RenderException">The template failed on this conversation.</exception>
    public RenderedPlace? FindPlace(RenderRequest request, int fromEnd)
    {
        var traced = Bind(request).Trace(Normalize(request), request.AddGenerationPrompt);
        var at = traced.Text.Length - fromEnd;
        return at >= 0 && traced.Origins.LastOrDefault(origin => origin.Start <= at) is { Source: not null } origin
            ? new(origin.Subject, origin.Line, origin.Source)
            : null;
    }

    /// <summary>Refuses a message whose role the model's format does not know.</summary>
    /// <param name="message">Any message.</param>
    /// <param name="param">The message's place, for errors.</param>
    /// <exception cref="MessageException">The format does not know the role; it names the role and those that there are.</exception>
    public void RequireRole(ChatMessage message, string param) => _messages.RequireRole(message, param);

    /// <summary>
    /// The renderer as releases had it that joined the parts of every content; null where this one joins them too.
    /// </summary>
    internal ChatRenderer? JoiningParts() => _messages.ListsParts ? new(this, _messages.JoiningParts(), Boundary) : null;

    /// <summary>The tokens of rendered text, without any that the tokenizer would add by itself.</summary>
    /// <param name="text">Rendered text; the special tokens in it are recognized, as the engines do it.</param>
    /// <exception cref="RenderException">
    /// The vocabulary cannot write a character of it, or it holds a lone surrogate, as one comes from a tool call's arguments that spell
    /// it.
    /// </exception>
    public ImmutableArray<int> Encode(string text)
    {
        try
        {
            return Tokenizer.Encode(text, SpecialTokens.Parse);
        }
        catch (UnwritableTextException failed)
        {
            throw new RenderException(failed.Message, failed);
        }
        catch (ArgumentException surrogate)
        {
            throw new RenderException($"The rendered conversation cannot be tokenized. {surrogate.Message}", surrogate);
        }
    }

    /// <summary>A token for people: its id and its text.</summary>
    /// <param name="tokenId">Any number; what is not in the vocabulary is said so.</param>
    public string Describe(int tokenId) => Tokenizer.HasToken(tokenId)
        ? $"{tokenId} {ReadableJson.Quote(Tokenizer.GetPiece(tokenId))}"
        : $"{tokenId} (not in the vocabulary)";

    /// <summary>Whether a template argument of this name can change a render.</summary>
    internal bool Reads(string argument) => _format.Reads(argument);

    /// <summary>A message as the template sees it.</summary>
    /// <exception cref="MessageException">It has content that no template is given, or a role that this one does not know.</exception>
    internal Value ValueOf(ChatMessage message, string param) => _messages.Normalize(message, param);

    /// <summary>The renderer for many conversations with the same arguments and tools, used by one thread.</summary>
    internal IConversationText Bind(TemplateArguments arguments, ToolList tools, DateTimeOffset now) => _format.Bind(arguments, tools, now);

    private IConversationText Bind(RenderRequest request) => Bind(request.Arguments, request.Tools, request.Now);

    private ListValue Normalize(RenderRequest request) =>
        ListValue.Of(request.Messages.Select((message, i) => _messages.Normalize(message, $"messages[{i}]")));

    private static Digest ComputeGenesis(Family family, ModelAssets assets, Digest template, BoundaryRule boundary)
    {
        using var digest = new DigestBuilder();
        digest.Add(GenesisVersion).Add(family.Name).Add(assets.Tokenizer.Identity).Add(template);
        foreach (var (name, text) in assets.SpecialTokens)
        {
            // The prefix keeps these names apart from those of arguments: no Jinja name has a colon.
            digest.Add($"special:{name}").Add(text);
        }

        foreach (var (name, value) in family.FixedArguments)
        {
            digest.Add(name).Add(CanonicalJson.ToBytes(value));
        }

        if (family.Declaration is { } declaration)
        {
            // A built-in family's name stands for all that it says; a file can say anything under its name.
            digest.Add("family:file").Add(declaration);
        }

        if (boundary != family.Boundary && boundary is BoundaryRule.AppendAfter found)
        {
            digest.Add("boundary:stop").Add(found.Stop).Add("boundary:filler").Add(found.Filler);
        }

        return digest.Build();
    }
}
