using System.Net;
using System.Net.Sockets;

namespace Tito.Tests.Integration.Chaos;

/// <summary>Ports for processes that come and go.</summary>
internal static class FreePort
{
    // Below those that the system gives to outgoing connections: while a server is down none of its clients' may take its port, or connect to itself there.
    private const int First = 12_000;
    private const int Last = 30_000;

    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
