using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>What a test asks of a host that is another process.</summary>
internal static class HostQuestions
{
    /// <summary>Maps the questions below <c>/host</c>.</summary>
    public static void Map(FunctionsHost host, Task<IDurableClient> durable, IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("host/worker", () => IdOf(host.Worker) is { } id ? Results.Text($"{id}") : Results.NotFound());
        endpoints.MapGet("host/log", () => string.Join('\n', host.Worker.Logs));
        endpoints.MapPost("host/tick/{name}", async (string name, CancellationToken gone) => $"{(await host.TickAsync(name, gone)).Status}");
        endpoints.MapGet(
            "host/instances/{id}",
            async (string id) => await (await durable).GetStatusAsync(id) is { } status ? Results.Text($"{status.RuntimeStatus}") : Results.NotFound());
        endpoints.MapPost(
            "host/instances/{name}/{id}",
            async (string name, string id, HttpRequest request) => await (await durable).StartNewAsync(name, id, JToken.Parse(await ReadAsync(request))));
        endpoints.MapGet("host/entities/{name}/{key}", async (string name, string key) =>
        {
            var state = await (await durable).ReadEntityStateAsync<JToken>(new(name, key));

            // One that has been signalled for the first time is there before it has a state.
            return state is { EntityExists: true, EntityState: not null } ? Results.Text(state.EntityState.ToString(Formatting.None)) : Results.NotFound();
        });
    }

    /// <summary>Null between the end of a worker and the start of the next one.</summary>
    private static int? IdOf(WorkerProcess worker)
    {
        try
        {
            return worker.Id;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync();
    }
}
