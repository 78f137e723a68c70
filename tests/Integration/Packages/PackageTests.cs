using System.IO.Compression;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Packages;

/// <summary>The packages as their users get them: `./build.sh pack`.</summary>
[Trait("Suite", "pack")]
public sealed class PackageTests(PackedFixture packed) : IClassFixture<PackedFixture>
{
    private static readonly string Tree = Repository.PathTo("tests", "Golden", "corpus", "trajectories", "300-exported-tree.json");

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Tool_OfThePackage_VerifiesAndReplaysWhereItLies()
    {
        var tools = Path.Combine(packed.Path, "tools");
        await packed.RunAsync(
            packed.Path, ["tool", "install", "tito", "--add-source", packed.Feed, "--tool-path", tools, "--configfile", Path.Combine(packed.Path, "nuget.config")]);

        var verified = await ToolAsync(tools, ["verify", Tree]);
        var without = await ToolAsync(tools, ["replay", Tree]);
        var named = await ToolAsync(tools, ["replay", Tree, "--assets", AssetFolder.Find(null)]);
        var scenario = await ToolAsync(
            tools, ["replay", "--in-process", Repository.PathTo("tests", "Golden", "corpus", "scenarios", "qwen3", "chat-kept.json")],
            ("TITO_ASSETS", AssetFolder.Find(null)));

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        Assert.Equal((2, ""), (without.ExitCode, without.Output));
        var said = Assert.Single(without.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("tokenizer_config.json: the file is missing. Name its folder with --assets or TITO_ASSETS", said, StringComparison.Ordinal);
        Assert.Equal((0, ""), (named.ExitCode, named.Error));
        Assert.Contains("1 passed, 0 failed", named.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (scenario.ExitCode, scenario.Error));
    }

    [Theory(Explicit = true)]
    [InlineData("tito")]
    [InlineData("Tito.Jinja")]
    [InlineData("Tito.Tokenizers")]
    [InlineData("Tito.Core")]
    public void Package_HasAReadMe_AndNoModel(string name)
    {
        using var package = ZipFile.OpenRead(Directory.EnumerateFiles(packed.Feed, $"{name}.0.*.nupkg").Single());

        Assert.Contains("README.md", package.Entries.Select(entry => entry.FullName));
        Assert.DoesNotContain(package.Entries, entry => entry.Name is "tokenizer.json" or "tokenizer_config.json");
    }

    /// <summary>A project that knows the packages alone, and does what their pages show.</summary>
    [Fact(Explicit = true)]
    public async Task Libraries_OfThePackages_ReplayInAProgramOfTheirUsers()
    {
        var program = Directory.CreateDirectory(Path.Combine(packed.Path, "program")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(program, "program.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Tito.Core" Version="0.1.0" /></ItemGroup>
            </Project>
            """,
            Ends);
        await File.WriteAllTextAsync(
            Path.Combine(program, "Program.cs"),
            """
            using Tito.Core.Families;
            using Tito.Core.Models;
            using Tito.Core.Rendering;
            using Tito.Core.Verification;
            using Tito.Jinja;
            using Tito.Tokenizers;

            var tokenizer = Tokenizer.Load(File.ReadAllBytes(Path.Combine(args[0], "tokenizer.json")));
            var ids = tokenizer.Encode("Hello, world", SpecialTokens.Parse);
            Console.WriteLine(string.Join(' ', ids) + " " + tokenizer.Decode(ids.AsSpan(), skipSpecialTokens: false));
            Console.WriteLine(Template.Parse("{{ 6 * 7 }}", "t").Render(new TemplateContext { Now = DateTimeOffset.UnixEpoch }));
            var assets = ModelAssets.Load(tokenizer, File.ReadAllBytes(Path.Combine(args[0], "tokenizer_config.json")));
            var model = SessionModel.Load(FamilyRegistry.Find("qwen3")!, assets, serverArguments: null);
            Console.WriteLine(new TrajectoryReplayer(model).Run(GoldenReader.Read(File.ReadAllBytes(args[1]))) is ReplayOutcome.Matched);
            """,
            Ends);

        await packed.RunAsync(program, ["restore", "-v", "q"]);
        var printed = await packed.RunAsync(program, ["run", "--no-restore", "--", AssetFolder.Find(null), Tree]);

        // The ids are those of Hugging Face's tokenizers.
        Assert.Equal("9707 11 1879 Hello, world\n42\nTrue\n", printed.ReplaceLineEndings("\n"));
    }

    private async Task<ProgramResult> ToolAsync(string tools, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var run = ProgramRun.StartIn(packed.Path, BuiltProgram.InFolder(tools, "tito"), arguments, environment);
        run.CloseInput();
        return await run.EndAsync(Ends);
    }
}
