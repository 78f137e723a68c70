using System.ComponentModel;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Journals;

/// <summary>A storage account that tests may fill, and what keeps it running.</summary>
internal sealed class StorageAccount : IAsyncDisposable
{
    private readonly Func<ValueTask> _end;

    private StorageAccount(string source, string connection, Func<ValueTask> end) => (Source, Connection, _end) = (source, connection, end);

    /// <summary>Where it comes from, and why from there, for people.</summary>
    public string Source { get; }

    /// <summary>Its connection string.</summary>
    public string Connection { get; }

    /// <summary>The account that is given; or else an Azurite in a container, where Docker answers; or else one from npm.</summary>
    /// <param name="given">A connection string, or null.</param>
    /// <param name="docker">Docker's address; null for the one that it has on this machine.</param>
    /// <param name="azurite">Starts the one from npm.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is none of the three; it says what was tried and what to do.</exception>
    public static async Task<StorageAccount> StartAsync(string? given, Uri? docker, Func<Azurite> azurite, CancellationToken cancellationToken)
    {
        if (given is { Length: > 0 })
        {
            return new("the storage account of TITO_TABLES", given, () => ValueTask.CompletedTask);
        }

        var (container, noContainer) = await AzuriteContainer.TryStartAsync(docker, cancellationToken);
        return container is not null
            ? new($"Azurite in a container ({AzuriteContainer.Image})", container.Connection, container.DisposeAsync)
            : await StartFromNpmAsync(azurite, noContainer, cancellationToken);
    }

    public ValueTask DisposeAsync() => _end();

    private static async Task<StorageAccount> StartFromNpmAsync(Func<Azurite> start, string noContainer, CancellationToken cancellationToken)
    {
        Azurite? azurite = null;
        try
        {
            azurite = start();
            var started = azurite;
            var account = new StorageAccount($"Azurite from npm (no container: {noContainer})", await azurite.ConnectAsync(cancellationToken), () =>
            {
                started.Dispose();
                return ValueTask.CompletedTask;
            });
            azurite = null;
            return account;
        }
        catch (Exception refused) when (refused is InvalidOperationException or Win32Exception)
        {
            throw new InvalidOperationException(
                $"""
                The tests of the Azure journal have no storage account. Tried:
                - TITO_TABLES: not set
                - Azurite in a container: {noContainer}
                - Azurite from npm: {refused.Message.Trim()}
                Set TITO_TABLES to the connection string of an account, or start Docker, or install Node.js 20 and run: dotnet msbuild tests/Support/azurite/Azurite.proj
                """,
                refused);
        }
        finally
        {
            azurite?.Dispose();
        }
    }
}
