namespace Tito.Tests.Support;

/// <summary>The executables that the build put beside the tests.</summary>
internal static class BuiltProgram
{
    /// <summary>The server.</summary>
    public static string Server => InFolder(AppContext.BaseDirectory, "Tito.Functions");

    /// <summary>The command line.</summary>
    public static string CommandLine => InFolder(AppContext.BaseDirectory, "tito");

    /// <summary>An executable of a folder.</summary>
    public static string InFolder(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
