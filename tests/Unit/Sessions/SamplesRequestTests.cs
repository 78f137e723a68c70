using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Samples;
using Tito.Core.Sessions;

namespace Tito.Tests.Unit.Sessions;

public sealed class SamplesRequestTests
{
    [Theory]
    [InlineData("[]", "body")]
    [InlineData("""{"max_seq_len":0}""", "max_seq_len")]
    [InlineData("""{"max_seq_len":1.5}""", "max_seq_len")]
    [InlineData("""{"max_seq_len":"5"}""", "max_seq_len")]
    [InlineData("""{"max_seq_len":2147483648}""", "max_seq_len")]
    [InlineData("""{"picker":"best"}""", "picker")]
    [InlineData("""{"picker":1}""", "picker")]
    [InlineData("""{"metadata":[]}""", "metadata")]
    [InlineData("""{"metadata":{"a":"\ud83d"}}""", "metadata.a")]
    [InlineData("""{"metadata":{"reward":"1"}}""", "metadata.reward")]
    [InlineData("""{"metadata":{"reward":true}}""", "metadata.reward")]
    [InlineData("""{"agents":"main"}""", "agents")]
    [InlineData("""{"agents":[""]}""", "agents")]
    [InlineData("""{"agents":["a b"]}""", "agents")]
    [InlineData("""{"agents":[1]}""", "agents")]
    [InlineData("""{"drop_agents":{}}""", "drop_agents")]
    [InlineData("""{"kinds":["side"]}""", "kinds")]
    [InlineData("""{"kinds":"main"}""", "kinds")]
    [InlineData("""{"drop_kinds":["main",7]}""", "drop_kinds")]
    [InlineData("""{"max_len":5}""", "max_len")]
    public void Parse_WhenAnOptionIsWrong_NamesIt(string body, string param) =>
        Assert.Equal(param, Assert.Throws<MessageException>(() => SamplesRequest.Parse(JsonElement.Parse(body))).Param);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"max_seq_len":null,"picker":null,"agents":null,"drop_agents":null,"metadata":null}""")]
    public void Parse_WithoutOptions_LimitsNothingAndSaysNothing(string body)
    {
        var request = SamplesRequest.Parse(JsonElement.Parse(body));

        Assert.Equal(new SamplesRequest(), request);
        Assert.Equal(new SamplesRequest(), SamplesRequest.Parse(null));
        Assert.Null(request.Reward);
    }

    [Theory]
    [InlineData("all", SamplePicker.All)]
    [InlineData("drop_retries", SamplePicker.DropRetries)]
    [InlineData("latest", SamplePicker.Latest)]
    public void Parse_OfAPicker_ReadsItsName(string name, SamplePicker expected) =>
        Assert.Equal(expected, SamplesRequest.Parse(JsonElement.Parse($$"""{"picker":"{{name}}"}""")).Picker);

    [Theory]
    [InlineData("""{"agents":["main"]}""", "main")]
    [InlineData("""{"agents":["main",null]}""", "main -")]
    [InlineData("""{"agents":[null]}""", "-")]
    [InlineData("""{"agents":[]}""", "")]
    [InlineData("""{"drop_agents":["title"]}""", "main -")]
    [InlineData("""{"drop_agents":["title",null]}""", "main")]
    [InlineData("""{"drop_agents":["main"],"agents":["main","title"]}""", "title")]
    public void Agents_KeepTheTagsThatAreNamed(string body, string kept)
    {
        var agents = SamplesRequest.Parse(JsonElement.Parse(body)).Roots.Agents;

        Assert.Equal(kept, string.Join(' ', new[] { "main", "title", null }.Where(agents.Keeps).Select(tag => tag ?? "-")));
    }

    [Theory]
    [InlineData("""{"kinds":["main"]}""", "main")]
    [InlineData("""{"kinds":["sub-agent",null]}""", "sub-agent -")]
    [InlineData("""{"kinds":[]}""", "")]
    [InlineData("""{"kinds":null}""", "main sub-agent title -")]
    [InlineData("""{"drop_kinds":["title","compaction"]}""", "main sub-agent -")]
    [InlineData("""{"drop_kinds":[null]}""", "main sub-agent title")]
    [InlineData("""{"drop_kinds":null}""", "main sub-agent title -")]
    [InlineData("""{"kinds":["main","title"],"drop_kinds":["title"]}""", "main")]
    public void Kinds_KeepTheLinesThatAreNamed(string body, string kept)
    {
        var kinds = SamplesRequest.Parse(JsonElement.Parse(body)).Roots.Kinds;

        Assert.Equal(kept, string.Join(' ', new[] { "main", "sub-agent", "title", null }.Where(kinds.Keeps).Select(kind => kind ?? "-")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void Limit_IsAnyNumberOf1OrMore(int limit) =>
        Assert.Equal(limit, SamplesRequest.Parse(JsonElement.Parse($$"""{"max_seq_len":{{limit}}}""")).MaxSequenceLength);

    [Theory]
    [InlineData("""{"reward":0.10}""", "0.10")]
    [InlineData("""{"reward":{"score":1}}""", """{"score":1}""")]
    [InlineData("""{"reward":null}""", null)]
    [InlineData("{}", null)]
    public void Reward_IsTheMetadatasAsItCame(string metadata, string? expected) =>
        Assert.Equal(expected, SamplesRequest.Parse(JsonElement.Parse($$"""{"metadata":{{metadata}}}""")).Reward?.GetRawText());
}
