using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Extensions.DurableTask.ContextImplementations;
using Microsoft.Azure.WebJobs.Extensions.DurableTask.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tito.Tests.Support.FunctionsHost.Durable;

/// <summary>The real extension of Durable Functions, in a WebJobs host, with the settings of the published folder's host.json.</summary>
internal static class DurableHost
{
    /// <summary>Where a setting of host.json can be given from outside, as the real host has it.</summary>
    private const string Prefix = "AzureFunctionsJobHost__extensions__durableTask__";

    private const string Section = "AzureWebJobs:extensions:durableTask";

    /// <summary>Starts it: functions run in the host's worker from now on.</summary>
    /// <param name="host">Who has the worker.</param>
    /// <param name="folder">The published folder.</param>
    /// <param name="storage">The connection string of the storage.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IHost> StartAsync(FunctionsHost host, string folder, string storage, CancellationToken cancellationToken)
    {
        Check(host);
        var jobs = new HostBuilder()
            .UseEnvironment(Environments.Development)
            .ConfigureLogging(logs => logs.SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true))
            .ConfigureWebJobs(builder =>
            {
                builder.AddAzureStorageCoreServices();
                builder.AddDurableTask();
                builder.Services.AddSingleton<ITypeLocator, DurableTypes>()
                    .AddSingleton<IDurableWorker>(new DurableWorker(host));
                NoWebHooks.AddTo(builder.Services);
            })
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
                [.. Settings(folder), new("AzureWebJobsStorage", storage), new("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated")]))
            .Build();
        await jobs.StartAsync(cancellationToken).ConfigureAwait(false);
        await jobs.Services.GetRequiredService<IJobHost>()
            .CallAsync(DurableFunctions.Client, new Dictionary<string, object>(), cancellationToken).ConfigureAwait(false);
        return jobs;
    }

    /// <summary>The extension's own client, for a look at what it keeps.</summary>
    public static IDurableClient Client(IHost jobs) => jobs.Services.GetRequiredService<IDurableClientFactory>().CreateClient(
        new DurableClientOptions { TaskHub = jobs.Services.GetRequiredService<IConfiguration>()[$"{Section}:hubName"], ConnectionName = "Storage" });

    /// <summary>A function that the worker has and the host does not call would hang for ever.</summary>
    private static void Check(FunctionsHost host)
    {
        var missing = host.Worker.Functions.Where(function => function.IsDurable).Select(function => function.Name)
            .Except(typeof(DurableFunctions).GetMethods().SelectMany(method => method.GetCustomAttributes<FunctionNameAttribute>()).Select(name => name.Name))
            .ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException($"{nameof(DurableFunctions)} lacks {string.Join(", ", missing)}.");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string folder)
    {
        var declared = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "host.json"))).GetProperty("extensions").GetProperty("durableTask");
        var given = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
            .Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create($"{Section}:{entry.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)}", entry.Value));
        return Flatten(Section, declared).Concat(given)
            .GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.Last());
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().SelectMany(member => Flatten($"{path}:{member.Name}", member.Value))
        : [new(path, value.ToString())];
}
