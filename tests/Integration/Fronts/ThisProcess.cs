using Tito.Tests.Support;

namespace Tito.Tests.Integration.Fronts;

/// <summary>What is true of the server in this process alone, and not of the worker under the host.</summary>
internal static class ThisProcess
{
    /// <summary>Whether servers run in it.</summary>
    public static bool Serves => TestServer.Front is null;

    /// <summary>Skips the running test where servers run elsewhere.</summary>
    /// <param name="reason">What it needs of this process.</param>
    public static void Only(string reason) => Assert.SkipUnless(Serves, $"In this process alone: {reason}");
}
