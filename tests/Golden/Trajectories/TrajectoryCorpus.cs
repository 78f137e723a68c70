using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Verification;
using Tito.Server.Options;
using Tito.Tests.Support;

namespace Tito.Tests.Golden.Trajectories;

/// <summary>The golden trajectories, and the model that replays them.</summary>
internal static class TrajectoryCorpus
{
    /// <summary>The repository.</summary>
    public static readonly string Root = Repository.Root;

    private static readonly string Folder = Path.Combine(Root, "tests", "Golden", "corpus", "trajectories");

    /// <summary>The real Qwen3 model, loaded once.</summary>
    public static SessionModel Model { get; } = SessionModel.Load(FamilyRegistry.Find("qwen3")!, AssetFolder.Load(null), null);

    /// <summary>File names, in reading order.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path));

    /// <summary>A file's bytes.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Replays a file's bytes.</summary>
    public static ReplayOutcome Replay(byte[] utf8) =>
        new TrajectoryReplayer(Model).Run(GoldenReader.Read(utf8));
}
