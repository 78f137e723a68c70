using System.Text;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Streams;

/// <summary>A turn that takes long keeps its connection alive.</summary>
public sealed class SilenceTests : IDisposable
{
    private readonly WaitClock _clock = new();

    private readonly HttpClient _http = new();

    private static CancellationToken Ends => LiveSession.Ends;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Stream_OfASilentEngine_HasACommentNowAndThen()
    {
        await using var session = await LiveSession.OpenAsync(clock: _clock);
        var answer = session.Engine.Next();
        var opening = session.StreamAsync();
        await _clock.PassAsync(TimeSpan.FromMilliseconds(100), Ends);
        using var stream = await opening;
        Assert.Equal(": waiting", await stream.NextAsync(Ends));
        for (var i = 0; i < 33; i++)
        {
            await _clock.PassAsync(TimeSpan.FromSeconds(10), Ends);
            Assert.Equal(": waiting", await stream.NextAsync(Ends));
        }

        answer.Gives("One<|im_end|>").Ends();
        Assert.Equal("[DONE]", (await stream.RestAsync(Ends))[^1]);
    }

    [Fact]
    public async Task WholeAnswer_OfASlowEngine_BeginsWithWhiteSpaceAndSaysInItsBodyWhatItsHeadersCannot()
    {
        await using var session = await LiveSession.OpenAsync(clock: _clock);
        var answer = session.Engine.Next();
        using var told = await BegunAsync(session, answer);
        answer.Gives("One<|im_end|>").Ends();

        var text = await told.Content.ReadAsStringAsync(Ends);

        Assert.StartsWith(" ", text, StringComparison.Ordinal);
        var json = JsonElement.Parse(text);
        Assert.Equal("One", json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("0", json.GetProperty("tito").GetProperty("turn").GetString());
        Assert.Equal("application/json", told.Content.Headers.ContentType!.MediaType);
        Assert.False(told.Headers.Contains("x-tito-turn"));
    }

    [Fact]
    public async Task WholeAnswer_OfAnEngineThatFailsAfterTheWhiteSpace_IsCutOff()
    {
        await using var session = await LiveSession.OpenAsync(clock: _clock);
        var answer = session.Engine.Next();
        using var told = await BegunAsync(session, answer);
        answer.Fails(new InferenceOutcome.Unreachable("It broke."));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => told.Content.ReadAsStringAsync(Ends));
    }

    private async Task<HttpResponseMessage> SendAsync(LiveSession session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(session.Root, $"sessions/{session.Id}/v1/chat/completions"))
        {
            Content = new StringContent(LiveSession.Body(), Encoding.UTF8, "application/json"),
        };
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ends);
    }

    /// <summary>A whole answer of which the headers have come, and so white space, while the engine is silent.</summary>
    private async Task<HttpResponseMessage> BegunAsync(LiveSession session, StreamedAnswer answer)
    {
        var asked = SendAsync(session);
        await answer.Arrived;

        // The journal was waited for as long before, so that it may take more than once.
        using var begun = CancellationTokenSource.CreateLinkedTokenSource(Ends);
        while (!asked.IsCompleted)
        {
            await Task.WhenAny(asked, _clock.PassAsync(TimeSpan.FromSeconds(30), begun.Token));
        }

        await begun.CancelAsync();
        return await asked;
    }
}
