using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tito.Core.Models;
using Tito.Engines;
using Tito.Server.Hosting;
using Tito.Simulation;
using Tito.Storage.Sqlite;

namespace Tito.Cli.Demo;

/// <summary>Starts an engine without a GPU and the server on loopback ports, and drives a session over HTTP.</summary>
internal static class DemoRun
{
    /// <summary>Runs the demo.</summary>
    /// <param name="model">The served model.</param>
    /// <param name="seed">The seed of the simulated engine.</param>
    /// <param name="onTurn">Hears of each turn as it happens.</param>
    /// <param name="cancellationToken">Ends the demo.</param>
    public static async Task<DemoResult> RunAsync(
        SessionModel model, long seed, Action<DemoTurn> onTurn, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("tito-demo-");
        try
        {
            await using var simulation = await SimulatedEngine.StartAsync(
                new() { Tokenizer = model.Renderer.Tokenizer, Family = model.Family, Seed = seed }, cancellationToken);
            using var engine = EngineRegistry.Create("sglang-chat", new() { BaseAddress = simulation.BaseAddress }, TimeProvider.System);
            var journal = SqliteJournal.Open(Path.Combine(data.FullName, "sessions.db"));
            await using var app = TitoApp.Build(
                new() { Port = 0, LifetimeLogs = false },
                new(journal, engine, model, TimeProvider.System));
            await app.StartAsync(cancellationToken);
            using var http = new HttpClient { BaseAddress = Address(app) };
            return await DriveAsync(new(http), journal, model, onTurn, cancellationToken);
        }
        finally
        {
            SqliteJournal.ReleaseFiles(data.FullName);
            data.Delete(recursive: true);
        }
    }

    private static async Task<DemoResult> DriveAsync(
        DemoClient client, SqliteJournal journal, SessionModel model, Action<DemoTurn> onTurn, CancellationToken cancellationToken)
    {
        var session = await client.OpenAsync();
        var turns = ImmutableArray.CreateBuilder<DemoTurn>();
        await new DemoAgent().RunAsync(async step =>
        {
            var turn = await client.TakeAsync(step);
            turns.Add(turn);
            onTurn(turn);
            return turn.Response.GetProperty("choices")[0].GetProperty("message");
        });
        var openedAt = (await journal.LoadAsync(session, cancellationToken))!.Head.CreatedAt;
        return DemoResult.Judge(
            session, openedAt, turns.ToImmutable(), await client.ViewAsync(), await client.SamplesAsync(), model.Renderer.Tokenizer);
    }

    private static Uri Address(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
}
