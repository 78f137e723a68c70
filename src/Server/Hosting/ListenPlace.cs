using System.Net;
using System.Net.Sockets;
using Tito.Server.Options;
using Tito.Server.Options.Declared;

namespace Tito.Server.Hosting;

/// <summary>Looks whether a server can listen, before it loads anything.</summary>
internal static class ListenPlace
{
    /// <summary>Tries the place; it is free again afterwards, so that somebody else still may take it first.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port, 0 for any.</param>
    /// <exception cref="OptionException">Nothing can listen there.</exception>
    public static void Try(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new OptionException(
                ListenDeclarations.Port.Name, $"a port that is free, and {new IPEndPoint(address, port)} is in use");
        }
        catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied)
        {
            throw new OptionException(ListenDeclarations.Port.Name, $"a port that this user may listen on, and {port} is none");
        }
        catch (SocketException refused)
        {
            throw new OptionException(
                ListenDeclarations.Address.Name, $"an address of this machine, and {address} cannot be used: {refused.Message}");
        }
    }
}
