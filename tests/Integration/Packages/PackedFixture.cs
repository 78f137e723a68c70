using Tito.Tests.Support;

namespace Tito.Tests.Integration.Packages;

/// <summary>The packages of this repository in a folder, packed once from what the build made.</summary>
public sealed class PackedFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>Where the packages lie.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>A folder for what is made of them, outside of the repository.</summary>
    public string Path => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["Jinja", "Tokenizers", "Core", "Cli"])
        {
            await RunAsync(Repository.Root, ["pack", $"src/{project}", "--configuration", "Release", "--no-build", "--output", Feed, "-v", "q"]);
        }

        // Nothing comes from anywhere else, so that a package that lacks something cannot find it. What ours depend on is on this machine, because it was built here.
        await File.WriteAllTextAsync(
            _folder.File("nuget.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><add key="built" value="{Packages()}" /></fallbackPackageFolders>
            </configuration>
            """,
            Ends);
    }

    /// <summary>Runs <c>dotnet</c>, which must end with 0.</summary>
    public async Task<string> RunAsync(string folder, string[] arguments)
    {
        using var run = ProgramRun.StartIn(folder, "dotnet", arguments, ("NUGET_PACKAGES", _folder.File("packages")));
        run.CloseInput();
        var end = await run.EndAsync(Ends);
        Assert.True(end.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {end.Output}{end.Error}");
        return end.Output;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Packages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
