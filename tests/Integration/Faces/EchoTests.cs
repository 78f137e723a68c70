using System.Net.Http.Headers;
using System.Text;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Faces;

/// <summary>An answer of OpenAI's Responses that is told again without its request names the tools as the client knows them.</summary>
public sealed class EchoTests : IAsyncLifetime
{
    private const string Tools =
        """
        [{"type":"custom","name":"apply_patch","description":"d"},
         {"type":"namespace","name":"files","tools":[{"type":"function","name":"read","parameters":{"type":"object","properties":{}}}]}]
        """;

    private static readonly HttpClient Http = new();

    private readonly StreamingEngine _engine = new();
    private TestServer _server = null!;
    private SessionClient _client = null!;
    private string _session = "";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(_engine, Ends);
        _client = new(_server.Root, Ends);
        _session = await _client.OpenAsync();
        _engine.Next().Gives(
            "<think>\nHm\n</think>\n\n<tool_call>\n{\"name\": \"apply_patch\", \"arguments\": {\"input\": \"x\"}}\n</tool_call>\n"
            + "<tool_call>\n{\"name\": \"files.read\", \"arguments\": {}}\n</tool_call><|im_end|>").Ends();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task GetResponse_OfATurnWithoutAKey_IsTheAnswer()
    {
        var answer = await _client.PostAsync($"sessions/{_session}/v1/responses", Body(""));
        Assert.Equal(
            ["reasoning", "custom_tool_call", "function_call"],
            answer.Json.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("type").GetString()));

        var again = await _client.GetAsync($"sessions/{_session}/v1/responses/{answer.Json.GetProperty("id").GetString()}");

        Assert.Equal(answer.Text, again.Text);
    }

    /// <summary>A schema of a client's may be as long as it likes; the echo of a request may not.</summary>
    [Fact]
    public async Task GetTurn_OfALongRequest_HasTheShapeAndTheItemsOfTheAnswer()
    {
        var words = new string('d', 2000);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Root, $"sessions/{_session}/v1/responses"))
        {
            Content = new StringContent(
                Body($$""","text":{"format":{"type":"json_schema","name":"s","schema":{"description":"{{words}}","type":"object"} } }"""),
                Encoding.UTF8,
                new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("Idempotency-Key", "k");
        using var response = await Http.SendAsync(request, Ends);
        var answer = (await HttpAnswer.ReadAsync(response, Ends)).Json;

        var turn = (await _client.GetAsync($"sessions/{_session}/turns/k")).Json;

        Assert.Equal("response", turn.GetProperty("object").GetString());
        foreach (var name in (string[])["id", "model", "output", "temperature"])
        {
            Assert.Equal(answer.GetProperty(name).GetRawText(), turn.GetProperty(name).GetRawText());
        }
    }

    /// <summary>Names of tools may be many: the face is kept at least.</summary>
    [Fact]
    public async Task GetTurn_OfARequestWithManyTools_HasTheShapeOfItsFace()
    {
        var many = string.Join(',', Enumerable.Range(0, 99).Select(i => $$"""{"type":"custom","name":"a_tool_with_a_name_{{i}}"}"""));
        _client.Headers.Add("Idempotency-Key", "k");
        await _client.PostAsync($"sessions/{_session}/v1/responses", $$"""{"model":"m","input":"u","tools":[{{many}}]}""");

        var turn = (await _client.GetAsync($"sessions/{_session}/turns/k")).Json;

        Assert.Equal("response", turn.GetProperty("object").GetString());
    }

    private static string Body(string more) =>
        $$"""{"model":"m","temperature":0.5,"include":["reasoning.encrypted_content"],"input":"u","tools":{{Tools}}{{more}}}""";
}
