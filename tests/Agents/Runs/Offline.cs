using System.Net.NetworkInformation;

namespace Tito.Tests.Agents.Runs;

/// <summary>Whether this process is cut off: a network namespace in which only the loopback interface is up.</summary>
internal static class Offline
{
    public static bool IsCutOff => NetworkInterface.GetAllNetworkInterfaces()
        .All(one => one.OperationalStatus != OperationalStatus.Up || one.NetworkInterfaceType == NetworkInterfaceType.Loopback);
}
