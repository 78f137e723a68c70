using System.Text;
using System.Text.Json.Nodes;
using Tito.Core.Families;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Tokenizers;

namespace Tito.Tests.Unit.Splicing;

/// <summary>
/// A family small enough to splice by hand. Each character is the token of its byte; the roles' openers and the end of a message
/// are the five special tokens below.
/// </summary>
internal sealed class SpliceModel
{
    public const int SystemRole = 260;
    public const int User = 261;
    public const int Assistant = 262;
    public const int Tool = 263;
    public const int End = 264;
    public const int NewLine = '\n';

    /// <summary>Each message opens with its role, and closes.</summary>
    public const string Closing =
        "{%- for m in messages %}{{ '<|' + m.role[0] + '|>' + m.content + '<|e|>\\n' }}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";

    /// <summary>Each message opens with its role; the next opener closes it.</summary>
    public const string Opening =
        "{%- for m in messages %}{{ '<|' + m.role[0] + '|>' + m.content }}{% endfor %}{% if add_generation_prompt %}<|a|>{% endif %}";

    private readonly ChatRenderer _renderer;

    public SpliceModel(BoundaryRule boundary, string template)
    {
        Family = new()
        {
            Name = "tiny",
            FixedTemplate = template,
            AppendRoles = [Role.Tool, Role.User, Role.System, Role.Assistant],
            Boundary = boundary,
            AssistantStart = "<|a|>",
        };
        _renderer = ChatRenderer.Create(Family, Assets());
        Splicer = new(_renderer);
    }

    public Family Family { get; }

    public TurnSplicer Splicer { get; }

    public static TokenBuffer Buffer(params int[] ids) => TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. ids]));

    /// <summary>A splice of appended messages behind a user's and an assistant's.</summary>
    public SpliceOutcome Splice(TokenBuffer prefix, params ChatMessage[] appended) =>
        Splice(prefix, [Chat.User("u"), Chat.Assistant("a")], appended);

    public SpliceOutcome Splice(TokenBuffer prefix, ChatMessage[] stored, ChatMessage[] appended) => Splicer.Splice(new()
    {
        Prefix = prefix,
        Stored = stored,
        Appended = appended,
        Tools = ToolList.Empty,
        Arguments = TemplateArguments.Merge(Family, null, null),
        Now = DateTimeOffset.UnixEpoch,
    });

    /// <summary>The tokenizer with the five special tokens.</summary>
    internal static ModelAssets Assets()
    {
        var json = TinyTokenizer.Json();
        foreach (var (text, id) in new[] { ("<|s|>", SystemRole), ("<|u|>", User), ("<|a|>", Assistant), ("<|t|>", Tool), ("<|e|>", End) })
        {
            json["added_tokens"]!.AsArray().Add(JsonNode.Parse(
                $$"""{"id":{{id}},"content":"{{text}}","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}"""));
        }

        return ModelAssets.Load(Encoding.UTF8.GetBytes(json.ToJsonString()), "{}"u8.ToArray());
    }
}
