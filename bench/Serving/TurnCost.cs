using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tito.Bench.Assets;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Storage.Hot;
using Tito.Storage.Sqlite;

namespace Tito.Bench.Serving;

/// <summary>
/// What a turn costs over HTTP besides the engine's time, in sessions of several lengths: the same new messages behind 8,192, 32,768 and
/// 131,072 tokens, over the SQLite journal with its flush to the disk. The whole conversation is sent with each turn, as clients do.
/// </summary>
internal static class TurnCost
{
    private const int WarmupTurns = 10;
    private const int MeasuredTurns = 60;

    public static async Task<int> RunAsync()
    {
        // A server runs for days: what is measured is code that the runtime has compiled for good.
        for (var warmup = 0; warmup < 8; warmup++)
        {
            await MeasureAsync(32_768, TextWriter.Null).ConfigureAwait(false);
        }

        Console.WriteLine("tokens    messages   body KB     p50 ms     p99 ms");
        foreach (var tokens in (int[])[8_192, 32_768, 131_072])
        {
            await MeasureAsync(tokens, Console.Out).ConfigureAwait(false);
        }

        Console.WriteLine();
        return await TurnParts.RunAsync().ConfigureAwait(false);
    }

    private static async Task MeasureAsync(int tokens, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("tito-turn-cost");
        var model = Qwen3.Load();
        var engine = new InstantEngine(model.Renderer.Encode(
            "I read the next file.\n<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\": \"notes.md\"}}\n</tool_call><|im_end|>"));
        var store = SqliteJournal.Open(Path.Combine(folder.FullName, "sessions.db"));
        using var journal = new HotJournal(store, (long)ServerOptions.DefaultHotMegabytes << 20);
        var app = TitoApp.Build(
            new() { Port = 0, LifetimeLogs = false }, new(journal, engine, model, TimeProvider.System));
        await app.StartAsync().ConfigureAwait(false);
        using var client = new HttpClient
        {
            BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        var conversation = new StringBuilder($$"""{"tools":{{InstantEngine.Tools}},"messages":[{"role":"user","content":"Read all files and say what is in them."}""");
        var session = await OpenAsync(client).ConfigureAwait(false);

        // Files of about 1,000 tokens, then short ones, the last of which reaches the length to measure.
        var now = await TakeAsync(client, session, engine, conversation).ConfigureAwait(false);
        while (now.Tokens < tokens - 9_000)
        {
            Append(conversation, now.Message, sentences: 60);
            now = await TakeAsync(client, session, engine, conversation).ConfigureAwait(false);
        }

        var took = new List<double>();
        for (var turn = 0; turn < WarmupTurns + MeasuredTurns; turn++)
        {
            Append(conversation, now.Message, sentences: 5);
            now = await TakeAsync(client, session, engine, conversation).ConfigureAwait(false);
            if (turn >= WarmupTurns)
            {
                took.Add(now.Milliseconds);
            }
        }

        took.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{now.Tokens,7}  {conversation.ToString().Split("\"role\"").Length - 1,9}  {conversation.Length / 1024,8}  {took[took.Count / 2],9:F2}  {took[took.Count * 99 / 100],9:F2}")).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        SqliteJournal.ReleaseFiles(folder.FullName);
        folder.Delete(recursive: true);
    }

    private static async Task<string> OpenAsync(HttpClient client)
    {
        using var answer = await client.PostAsync(new Uri("sessions", UriKind.Relative), null).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync().ConfigureAwait(false)).GetProperty("session_id").GetString()!;
    }

    /// <summary>The message as it was answered, and what its call gave.</summary>
    private static void Append(StringBuilder conversation, JsonElement message, int sentences) => conversation
        .Append(',').Append(message.GetRawText())
        .Append(CultureInfo.InvariantCulture, $$""",{"role":"tool","tool_call_id":{{message.GetProperty("tool_calls")[0].GetProperty("id").GetRawText()}},"content":""").Append('"')
        .Insert(conversation.Length, "The river is wide here, the ferry runs twice a day, and nobody signed the page. ", sentences)
        .Append("\"}");

    private static async Task<(double Milliseconds, int Tokens, JsonElement Message)> TakeAsync(
        HttpClient client, string session, InstantEngine engine, StringBuilder conversation)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(conversation + "]}"));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(new Uri($"sessions/{session}/v1/chat/completions", UriKind.Relative), body).ConfigureAwait(false);
        var told = await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var took = Stopwatch.GetElapsedTime(start) - engine.LastTook;
        answer.EnsureSuccessStatusCode();
        return (took.TotalMilliseconds, engine.LastTokens, JsonElement.Parse(told).GetProperty("choices")[0].GetProperty("message"));
    }
}
