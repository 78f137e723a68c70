using System.Text.Json;
using CsCheck;
using Tito.Core.Messages;
using Tito.Core.Rendering;
using Tito.Core.Splicing;
using Tito.Core.Tokens;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Rendering;

namespace Tito.Tests.Unit.Splicing;

/// <summary>
/// The law of the splice: a model that writes canonical tokens and stops before the template's newline gets, turn by turn, the
/// tokens of the whole conversation rendered at once.
/// </summary>
public sealed class SpliceLawTests
{
    private const int ConversationCount = 300;

    private static readonly string[] Fragments =
    [
        "", "a", " b", "\n", "\n\n", "  ", "\t", "é", "e\u0301", "中文", "😀", "🇩🇪", "123", "don't", "<think>", "</think>", "<tool_call>", "</tool_response>",
        "<|im_start|>", "<|im_end|>", "<|im_", "end|>", "{{ x }}", "\\", "\"", "\u0000", "\u2028", "\ufeff", "assistant\n", "x\r\ny",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Fragments.Length - 1].Array[0, 6].Select(picks => string.Concat(picks.Select(i => Fragments[i])));

    private static readonly Gen<ChatMessage> Appendable = Gen.Select(Gen.Int[0, 5], Text, (kind, text) => kind switch
    {
        0 => Chat.System(text),
        1 or 2 => Chat.User(text),
        3 or 4 => Chat.Tool(text),
        _ => Chat.Assistant(text),
    });

    private static readonly Gen<ChatMessage> Generated = Gen.Select(Gen.Bool, Text, Text, Text, (calls, text, reasoning, argument) => calls
        ? Chat.Calls($"{{\"a\": {Quote(argument)}}}", $"not json {argument}")
        : Chat.Message($$"""{"role":"assistant","content":{{Quote(text)}},"reasoning_content":{{Quote(reasoning)}}}"""));

    private static readonly Gen<Case> Cases = Gen.Select(
        Appendable.Array[1, 4], Generated, Appendable.Array[0, 4], Gen.Bool, Gen.Bool,
        (start, generated, appended, thinks, tools) => new Case([.. start, generated], appended, thinks, tools));

    private static readonly TurnSplicer Splicer = new(Qwen3.Renderer);

    [Fact]
    public void Splice_BehindCanonicalTokens_GivesTheTokensOfTheWholeRender() => Cases.Sample(
        item =>
        {
            var stored = Render(item, item.Stored, generate: false);
            Assert.EndsWith("<|im_end|>\n", stored, StringComparison.Ordinal);
            var spliced = Assert.IsType<SpliceOutcome.Spliced>(Splicer.Splice(new()
            {
                Prefix = TokenBuffer.Empty.Append(TokenSegment.Given(TokenOrigin.Prompt, [.. Qwen3.Encode(stored[..^1])])),
                Stored = item.Stored,
                Appended = item.Appended,
                Tools = item.Tools,
                Arguments = item.Arguments,
                Now = Requests.Now,
            }));

            Assert.Equal(Qwen3.Encode(Render(item, [.. item.Stored, .. item.Appended], generate: true)), spliced.PromptIds);
        },
        iter: ConversationCount,
        print: item => string.Join('\n', item.Stored.Concat(item.Appended).Select(message => message.Json.GetRawText())));

    private static string Render(Case item, IReadOnlyList<ChatMessage> messages, bool generate) => Qwen3.Renderer.Render(new()
    {
        Messages = messages,
        Tools = item.Tools,
        Arguments = item.Arguments,
        AddGenerationPrompt = generate,
        Now = Requests.Now,
    });

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private sealed record Case(ChatMessage[] Stored, ChatMessage[] Appended, bool Thinks, bool HasTools)
    {
        public ToolList Tools { get; } = Requests.Tools(HasTools ? """[{"function":{"name":"f","parameters":{"type":"object"}}}]""" : null);

        public TemplateArguments Arguments { get; } = Requests.Arguments(Qwen3.Family, Thinks ? null : """{"enable_thinking":false}""");
    }
}
