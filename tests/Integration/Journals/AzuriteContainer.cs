using System.Text.Json;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Microsoft.Extensions.Logging.Abstractions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Journals;

/// <summary>Azurite in a container, with the flags and the version of the one from npm.</summary>
/// <remarks>Docker's client writes and reads its JSON with generated code, so that this works with JSON by reflection switched off, as it is in this suite.</remarks>
internal sealed class AzuriteContainer : IAsyncDisposable
{
    private const int BlobPort = 10000;
    private const int TablePort = 10002;

    // An image that has to be fetched takes its time; a daemon that hangs must not hold the tests up for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly IContainer _container;

    private AzuriteContainer(IContainer container) => _container = container;

    /// <summary>The image of the version that npm's lock names.</summary>
    public static string Image
    {
        get
        {
            var pins = JsonElement.Parse(File.ReadAllBytes(Repository.PathTo("tests", "Support", "azurite", "package.json")));
            return $"mcr.microsoft.com/azure-storage/azurite:{pins.GetProperty("dependencies").GetProperty("azurite").GetString()}";
        }
    }

    public string Connection => Azurite.Connection(Address(BlobPort), Address(TablePort));

    /// <summary>A container whose services listen, or why there is none.</summary>
    /// <param name="docker">Docker's address; null for the one that it has on this machine.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(AzuriteContainer? Container, string Refusal)> TryStartAsync(Uri? docker, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        IContainer? container = null;
        try
        {
            container = Builder(docker).Build();
            await container.StartAsync(limit.Token);
            var started = new AzuriteContainer(container);
            container = null;
            return (started, "");
        }
        catch (Exception refused) when (IsDockers(refused) && !cancellationToken.IsCancellationRequested)
        {
            return (null, refused.Message.Trim().Split('\n')[0]);
        }
        finally
        {
            await (container?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static bool IsDockers(Exception refused) =>
        refused is DockerUnavailableException or DockerApiException or HttpRequestException or AggregateException or IOException or TimeoutException or OperationCanceledException;

    private static ContainerBuilder Builder(Uri? docker)
    {
        var builder = new ContainerBuilder(Image)
            .WithLogger(NullLogger.Instance)
            .WithCommand("azurite", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--blobHost", "0.0.0.0", "--queueHost", "0.0.0.0", "--tableHost", "0.0.0.0")
            .WithPortBinding(BlobPort, assignRandomHostPort: true)
            .WithPortBinding(TablePort, assignRandomHostPort: true)

            // Its account's key is known to everybody: nobody else on the network is to reach it.
            .WithCreateParameterModifier(parameters =>
            {
                foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
                {
                    binding.HostIP = "127.0.0.1";
                }
            })

            // The table service is the last that it starts.
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Table service is successfully listening at "));
        return docker is null ? builder : builder.WithDockerEndpoint(docker);
    }

    private string Address(int port) => $"http://127.0.0.1:{_container.GetMappedPublicPort(port)}";
}
