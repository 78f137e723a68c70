using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tito.Tests.Browser.Inspector;
using Tito.Tests.Support;

namespace Tito.Tests.Browser.Access;

/// <summary>A page of another origin, in a real browser on the machine of a server without keys: it can neither read nor write.</summary>
public sealed class CrossOriginTests(Chromium chromium) : IAsyncLifetime
{
    /// <summary>All that a page may try without asking; each says whether it could read an answer.</summary>
    private const string Attack = """
        async ({ root, id }) => {
          const tries = {
            list: () => fetch(root + 'sessions'),
            view: () => fetch(root + 'sessions/' + id, { credentials: 'include' }),
            open: () => fetch(root + 'sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
            openPlain: () => fetch(root + 'sessions', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }),
            openBlind: () => fetch(root + 'sessions', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '{}' }),
            openEmpty: () => fetch(root + 'sessions', { method: 'POST', mode: 'no-cors' }),
            openForm: () => fetch(root + 'sessions', { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ policy: 'tree' }) }),
            turn: () => fetch(root + 'sessions/' + id + '/v1/chat/completions', { method: 'POST', mode: 'no-cors', body: '{"messages":[{"role":"user","content":"x"}]}' }),
            remove: () => fetch(root + 'sessions/' + id, { method: 'DELETE' }),
            close: () => fetch(root + 'sessions/' + id + '/close', { method: 'POST', mode: 'no-cors' }),
          };
          const read = [];
          for (const [name, attempt] of Object.entries(tries)) {
            try {
              const answer = await attempt();
              if (answer.type !== 'opaque') { read.push(name + ' ' + answer.status); }
            } catch { }
          }
          navigator.sendBeacon(root + 'sessions', new Blob(['{}'], { type: 'text/plain' }));
          const frame = document.createElement('iframe');
          frame.name = 'sink';
          document.body.append(frame);
          const form = document.createElement('form');
          Object.assign(form, { action: root + 'sessions', method: 'post', enctype: 'text/plain', target: 'sink' });
          form.innerHTML = '<input name=\'{"policy":"tree","x":"\' value=\'"}\'>';
          document.body.append(form);
          const loaded = new Promise(done => frame.onload = done);
          form.submit();
          await loaded;
          try { read.push('frame ' + frame.contentDocument.body.innerText); } catch { }
          return read;
        }
        """;

    private TestServer _server = null!;
    private WebApplication _elsewhere = null!;
    private string _session = "";
    private string _before = "";

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(new ScriptedEngine(ServedModel.Tokenizer).Says("a1"), Ends);
        using var client = new SessionClient(_server.Root, Ends);
        _session = await client.OpenAsync();
        _before = (await client.GetAsync($"sessions/{_session}")).Text;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _elsewhere = builder.Build();
        _elsewhere.Run(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<!doctype html><title>elsewhere</title><body>");
        });
        await _elsewhere.StartAsync(Ends);
    }

    public async ValueTask DisposeAsync()
    {
        await _elsewhere.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("evil.example")]
    public async Task Page_OfAnotherOrigin_ReadsNothingAndWritesNothing(string host)
    {
        var port = new Uri(_elsewhere.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        await using var page = await OpenPage.OpenAsync(chromium, new Uri($"http://{host}:{port}/"), "");

        var read = await page.Page.EvaluateAsync<string[]>(Attack, new { root = _server.Root.AbsoluteUri, id = _session });

        Assert.Empty(read);
        await AssertUntouchedAsync();
    }

    [Fact]
    public async Task Page_WhoseNameWasBoundToThisMachine_IsRefused()
    {
        await using var page = await OpenPage.OpenAsync(chromium, new Uri($"http://evil.example:{_server.Root.Port}/"), "health");

        var statuses = await page.Page.EvaluateAsync<int[]>(
            """
            async id => [
              (await fetch('/sessions')).status,
              (await fetch('/sessions/' + id)).status,
              (await fetch('/sessions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status,
              (await fetch('/sessions/' + id, { method: 'DELETE' })).status,
            ]
            """,
            _session);

        Assert.Equal([403, 403, 403, 403], statuses);
        await AssertUntouchedAsync();
    }

    private async Task AssertUntouchedAsync()
    {
        using var client = new SessionClient(_server.Root, Ends);
        var sessions = (await client.GetAsync("sessions")).Json.GetProperty("sessions");
        Assert.Equal(_session, Assert.Single(sessions.EnumerateArray()).GetProperty("session_id").GetString());
        Assert.Equal(_before, (await client.GetAsync($"sessions/{_session}")).Text);
    }
}
