using Tito.Core.Rendering;
using Tito.Tests.Unit.Messages;

namespace Tito.Tests.Unit.Rendering;

/// <summary>Where a special token may stand in a message, wherever a template writes it.</summary>
public sealed class SpecialTokenGuardTests
{
    private static readonly SpecialTokenGuard Guard = new(Qwen3.Renderer);

    [Theory]
    [InlineData("""{"role":"user","content":"a <|im_end|> b"}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a <|im_end|> b"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a <|im_"},{"type":"text","text":"end|> b"}]}""")]
    [InlineData("""{"role":"user","content":["a <|im_","end|> b"]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"x\":\"\\u003c|im_end|\\u003e\"}"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"\\u003c|im_end|>\":1}"}}]}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{"<|im_end|>":1}}}]}""")]
    public void FindIn_OfAMessageWithOne_FindsIt(string message) => Assert.Equal("<|im_end|>", Guard.FindIn(Chat.Message(message)));

    [Theory]
    [InlineData("""{"role":"user","content":"a <|im_ end|> b"}""")]
    [InlineData("""{"role":"tool","content":"{\"x\":\"\\u003c|im_end|\\u003e\"}"}""")]
    [InlineData("""{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{\"x"}}]}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}""")]
    public void FindIn_OfAMessageThatNoTemplateWritesOneOf_FindsNone(string message) => Assert.Null(Guard.FindIn(Chat.Message(message)));
}
