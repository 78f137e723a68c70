using System.Text;
using System.Text.Json;
using Tito.Core.Verification;
using Tito.Core.Verification.Scenarios.Models;

namespace Tito.Tests.Unit.Verification.Scenarios;

/// <summary>The bytes are those that docs/golden-scenarios.md describes, and that the oracle's <c>extended</c> makes.</summary>
public sealed class GoldenModelTests
{
    private const string Published = """{ "added_tokens": [ {"id": 7, "content": "<a>"} ], "model": {"vocab": {}} }""";

    [Fact]
    public void TokenizerJson_WithAddedTokens_HasThoseThatAreNoneYet()
    {
        var grown = Text(Model("""["<b>", "<a>", "｜c｜"]""").TokenizerJson(Encoding.UTF8.GetBytes(Published)));

        Assert.Equal(
            """{ "added_tokens": [ {"id": 7, "content": "<a>"} """
            + """,{"id":8,"content":"<b>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}"""
            + """,{"id":9,"content":"｜c｜","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}"""
            + """], "model": {"vocab": {}} }""",
            grown);
    }

    /// <summary>Ids follow the highest one, wherever it stands; a text is added once; brackets before the list are none of its.</summary>
    [Fact]
    public void TokenizerJson_OfAListOutOfOrder_GoesOnAfterTheHighestId() => Assert.Equal(
        """{"x":[1],"added_tokens":[{"id":9,"content":"<a>"},{"id":7,"content":"<b>"},{"id":10,"content":"<c>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}]}""",
        Text(Model("""["<c>", "<b>", "<c>"]""").TokenizerJson("""{"x":[1],"added_tokens":[{"id":9,"content":"<a>"},{"id":7,"content":"<b>"}]}"""u8)));

    [Fact]
    public void Read_OfAModel_HasWhatItSays()
    {
        var model = Model("[\"<b>\",\"<c>\"]", "\"t\"");

        Assert.Equal(("m", "f", "t"), (model.Name, model.Family, model.ChatTemplate));
        Assert.Equal(["<b>", "<c>"], model.AddedTokens);
        Assert.Null(Model("[]").ChatTemplate);
    }

    [Theory]
    [InlineData("[]", "null", "{\"eos_token\":\"x\"}")]
    [InlineData("[\"<b>\"]", "null", "{}")]
    [InlineData("[\"<b>\"]", "\"{{ x }}\"", "{\"chat_template\":\"{{ x }}\"}")]
    public void ConfigJson_OfAModel_IsThePublishedOneOnlyOfThePublishedModel(string tokens, string template, string expected) =>
        Assert.Equal(expected, Text(Model(tokens, template).ConfigJson("{\"eos_token\":\"x\"}"u8)));

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("\"tokenizer\":\"qwen3\"", "\"tokenizer\":\"other\"", "tokenizer")]
    [InlineData("\"added_tokens\":[]", "\"added_tokens\":[\"a\\\"b\"]", "added_tokens[0]")]
    [InlineData("\"added_tokens\":[]", "\"added_tokens\":[],\"more\":1", "more")]
    [InlineData("\"added_tokens\":[]", "\"added_tokens\":[\"a\",\"b\\\\c\"]", "added_tokens[1]: must have no quotes, backslashes or control characters.")]
    [InlineData("\"added_tokens\":[]", "\"added_tokens\":[\"a\\nb\"]", "added_tokens[0]: must have no quotes, backslashes or control characters.")]
    [InlineData("\"format\":\"tito.golden-model\"", "\"format\":\"x\"", "format: must be \"tito.golden-model\".")]
    [InlineData("\"version\":1", "\"version\":0", "version: must be 1.")]
    public void Read_OfAnotherForm_NamesTheField(string from, string to, string field) => Assert.Contains(
        field, Assert.Throws<GoldenFormatException>(() => GoldenModel.Read(JsonElement.Parse(Json("[]", "null").Replace(from, to, StringComparison.Ordinal)))).Message,
        StringComparison.Ordinal);

    private static GoldenModel Model(string tokens, string template = "null") => GoldenModel.Read(JsonElement.Parse(Json(tokens, template)));

    private static string Json(string tokens, string template) =>
        $$"""{"format":"tito.golden-model","version":1,"name":"m","family":"f","tokenizer":"qwen3","added_tokens":{{tokens}},"chat_template":{{template}}}""";

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
