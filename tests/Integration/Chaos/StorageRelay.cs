using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Chaos;

/// <summary>The way of the servers to a storage emulator, which can be cut at once for all of them.</summary>
internal sealed class StorageRelay : IDisposable
{
    private const string Blobs = "BlobEndpoint=";
    private const string Tables = "TableEndpoint=";

    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _blobs = new(IPAddress.Loopback, 0);
    private readonly TcpListener _tables = new(IPAddress.Loopback, 0);
    private volatile bool _isCut;

    /// <summary>The connection string through the relay, once it was started.</summary>
    public string Connection => Azurite.Connection(Address(_blobs), Address(_tables));

    /// <summary>Leads to the services of a connection string.</summary>
    public void Start(string connection)
    {
        Listen(_blobs, Endpoint(connection, Blobs));
        Listen(_tables, Endpoint(connection, Tables));
    }

    /// <summary>Breaks every connection and takes no new one: no answer that is not on its way yet reaches a server.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var connection in _open.Keys)
        {
            connection.Close(timeout: 0);
        }
    }

    public void Mend() => _isCut = false;

    public void Dispose()
    {
        _end.Cancel();
        Cut();
        _blobs.Dispose();
        _tables.Dispose();
        _end.Dispose();
    }

    private static Uri Endpoint(string connection, string name) =>
        new(connection.Split(';').Single(part => part.StartsWith(name, StringComparison.Ordinal))[name.Length..]);

    private static string Address(TcpListener listener) => $"http://{listener.LocalEndpoint}";

    private void Listen(TcpListener listener, Uri service)
    {
        listener.Start();
        _ = Task.Run(() => AcceptAsync(listener, service));
    }

    private async Task AcceptAsync(TcpListener listener, Uri service)
    {
        while (!_end.IsCancellationRequested)
        {
            _ = PassAsync(await listener.AcceptSocketAsync(_end.Token), service);
        }
    }

    private async Task PassAsync(Socket server, Uri service)
    {
        using var storage = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _open[server] = 0;
        _open[storage] = 0;
        try
        {
            if (!_isCut)
            {
                await storage.ConnectAsync(service.Host, service.Port, _end.Token);
                await Task.WhenAny(CopyAsync(server, storage), CopyAsync(storage, server));
            }
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Cut, or one of the two is gone: then the other's connection ends as well.
        }
        finally
        {
            _open.TryRemove(server, out _);
            _open.TryRemove(storage, out _);
            server.Dispose();
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target, _end.Token);
        }
        catch (Exception broken) when (broken is SocketException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The other direction ends with this one.
        }
    }
}
