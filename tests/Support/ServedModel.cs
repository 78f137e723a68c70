using Tito.Core.Families;
using Tito.Core.Models;
using Tito.Server.Options;
using Tito.Tokenizers;

namespace Tito.Tests.Support;

/// <summary>The pinned Qwen3 model, loaded once in a process.</summary>
internal static class ServedModel
{
    private static readonly Lazy<SessionModel> Loaded =
        new(() => SessionModel.Load(FamilyRegistry.Find("qwen3")!, AssetFolder.Load(null), null));

    public static SessionModel Qwen3 => Loaded.Value;

    public static Tokenizer Tokenizer => Qwen3.Renderer.Tokenizer;
}
