using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Templates;
using Tito.Core.Templates.Values;
using Tito.Core.Tokenizers;
using Tito.Core.Tokens;

namespace Tito.Core.Rendering;

/// <summary>Messages to text to tokens, by a model's template and tokenizer.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ChatRenderer
{
    /// <summary>The first field of the fingerprint; a change of its encoding changes it.</summary>
    public const string FingerprintVersion = "tito.genesis.v1";

    private ChatRenderer(Family family, ModelAssets assets, string templateText, string templateName)
    {
        foreach (var token in family.RequiredTokens)
        {
            _ = assets.Tokenizer.SingleId(token, family.Name);
        }

        Family = family;
        Tokenizer = assets.Tokenizer;
        Template = Template.Parse(templateText, templateName);
        TemplateDigest = Digest.Of(Encoding.UTF8.GetBytes(templateText));
        TemplateText = templateText;
        SpecialTokenValues = [.. assets.SpecialTokens.Select(token => KeyValuePair.Create(token.Key, Value.From(token.Value)))];
        Fingerprint = ComputeFingerprint(family, assets, TemplateDigest);
    }

    /// <summary>The model's family.</summary>
    public Family Family { get; }

    /// <summary>The model's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>
    /// Binds family, tokenizer, template, the special tokens that it may print, and fixed arguments: the first link of a session's digest chain. Two renderers with the
    /// same fingerprint give the same tokens for the same messages.
    /// </summary>
    public Digest Fingerprint { get; }

    /// <summary>The SHA-256 of the template's text in UTF-8.</summary>
    public Digest TemplateDigest { get; }

    /// <summary>The template's text.</summary>
    public string TemplateText { get; }

    /// <summary>The name that the template's errors give.</summary>
    public string TemplateName => Template.Name;

    /// <summary>The compiled template.</summary>
    internal Template Template { get; }

    /// <summary>The special tokens that every render is given, by name.</summary>
    internal ImmutableArray<KeyValuePair<string, Value>> SpecialTokenValues { get; }

    /// <summary>The renderer of a family's fixed template, or of the checkpoint's own where the family has none.</summary>
    /// <exception cref="AssetException">Neither of them has a template, or the tokenizer lacks a token of the family.</exception>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer Create(Family family, ModelAssets assets) => family.FixedTemplate is { } fixedTemplate
        ? new(family, assets, fixedTemplate, $"{family.Name}.jinja")
        : WithOwnTemplate(family, assets);

    /// <summary>The renderer of the checkpoint's own template, whatever the family has.</summary>
    /// <exception cref="AssetException">The checkpoint has none.</exception>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer WithOwnTemplate(Family family, ModelAssets assets) => assets.ChatTemplate is { } own
        ? new(family, assets, own, "chat_template")
        : throw new AssetException("tokenizer_config.json: chat_template", "the checkpoint has no chat template of its own.");

    /// <summary>The renderer of any template, whatever the family and the checkpoint have.</summary>
    /// <param name="family">Gives the fixed arguments and the boundary rule.</param>
    /// <param name="assets">The tokenizer and the special tokens.</param>
    /// <param name="templateText">The template.</param>
    /// <param name="templateName">The name that the template's errors give.</param>
    /// <exception cref="TemplateException">The template cannot be parsed.</exception>
    public static ChatRenderer WithTemplate(Family family, ModelAssets assets, string templateText, string templateName) =>
        new(family, assets, templateText, templateName);

    /// <summary>The text of a conversation.</summary>
    /// <exception cref="MessageException">A message has content that no template is given.</exception>
    /// <exception cref="RenderException">The template failed on this conversation.</exception>
    public string Render(RenderRequest request)
    {
        try
        {
            return RenderWrappedOrBare(request);
        }
        catch (TemplateException failed)
        {
            throw new RenderException(failed);
        }
    }

    /// <summary>The tokens of rendered text, without any that the tokenizer would add by itself.</summary>
    /// <param name="text">Rendered text; the special tokens in it are recognized, as the engines do it.</param>
    public ImmutableArray<int> Encode(string text) => Tokenizer.Encode(text, SpecialTokens.Parse);

    /// <summary>A token for people: its id and its text.</summary>
    /// <param name="tokenId">Any number; what is not in the vocabulary is said so.</param>
    public string Describe(int tokenId) => tokenId >= 0 && tokenId < Tokenizer.VocabularySize
        ? $"{tokenId} \"{JsonEncodedText.Encode(Tokenizer.GetPiece(tokenId), JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
        : $"{tokenId} (not in the vocabulary)";

    private string RenderWrappedOrBare(RenderRequest request)
    {
        try
        {
            return Render(request, request.Tools.Wrapped());
        }
        catch (TemplateException failed) when (failed.Kind != TemplateErrorKind.Limit && !request.Tools.IsEmpty)
        {
            // Some templates are written for bare function objects; SGLang tries those second (serving_chat.py, _apply_jinja_template).
            return Render(request, request.Tools.Bare());
        }
    }

    private string Render(RenderRequest request, Value tools)
    {
        var variables = Variables(request.Arguments);
        variables["messages"] = ListValue.Of(request.Messages.Select((message, i) => MessageNormalizer.Normalize(message, $"messages[{i}]")));
        variables["tools"] = tools;
        variables["add_generation_prompt"] = Value.From(request.AddGenerationPrompt);
        return Template.Render(new TemplateContext { Variables = variables, Now = request.Now });
    }

    /// <summary>What every render with these arguments is given besides messages, tools and the generation prompt.</summary>
    internal Dictionary<string, Value> Variables(TemplateArguments arguments)
    {
        // A later entry wins: nothing that a request brings replaces what the server sets.
        var variables = new Dictionary<string, Value>(SpecialTokenValues);
        foreach (var (name, value) in arguments.Values)
        {
            variables[name] = TemplateValue.Of(value, $"chat_template_kwargs.{name}");
        }

        return variables;
    }

    private static Digest ComputeFingerprint(Family family, ModelAssets assets, Digest template)
    {
        using var digest = new DigestBuilder();
        digest.Add(FingerprintVersion).Add(family.Name).Add(assets.Tokenizer.Digest).Add(template);
        foreach (var (name, text) in assets.SpecialTokens)
        {
            // The prefix keeps these names apart from those of arguments: no Jinja name has a colon.
            digest.Add($"special:{name}").Add(text);
        }

        foreach (var (name, value) in family.FixedArguments)
        {
            digest.Add(name).Add(CanonicalJson.ToBytes(value));
        }

        return digest.Build();
    }
}
