using System.Collections;
using System.Globalization;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Tito.Tests.Support.FunctionsHost.Durable;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>The host as a process: with Durable Functions, a worker that is started again when it ends, and questions below <c>/host</c>.</summary>
internal static class HostProgram
{
    /// <summary>What its output says before the root of what it serves.</summary>
    public const string Listening = "Host at ";

    private static readonly string[] Settings = ["TITO_", "FUNCTIONS_"];

    /// <summary>Runs until the process is killed.</summary>
    /// <param name="folder">The published folder.</param>
    public static async Task<int> RunAsync(string folder)
    {
        var settings = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string)entry.Value!))
            .Where(entry => Settings.Any(prefix => entry.Name.StartsWith(prefix, StringComparison.Ordinal)));
        var port = int.Parse(Environment.GetEnvironmentVariable("HOST_PORT") ?? "0", CultureInfo.InvariantCulture);
        var durable = new TaskCompletionSource<IDurableClient>();
        await using var host = await FunctionsHost.StartAsync(
            folder, [.. settings], CancellationToken.None, port, (host, endpoints) => HostQuestions.Map(host, durable.Task, endpoints));
        using var jobs = await DurableHost.StartAsync(host, folder, Environment.GetEnvironmentVariable("AzureWebJobsStorage")!, CancellationToken.None);
        durable.SetResult(DurableHost.Client(jobs));
        await Console.Out.WriteLineAsync($"{Listening}{host.Root}");
        while (true)
        {
            var ended = await host.Worker.Ended;
            await Console.Error.WriteLineAsync($"The worker ended with {ended.ExitCode}: {ended.Error}");
            await host.StartWorkerAsync(CancellationToken.None);
        }
    }
}
