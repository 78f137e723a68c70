using System.Diagnostics;
using Tito.Core.Families;

namespace Tito.Core.Rendering.Encoders;

/// <summary>Which code writes which format.</summary>
internal static class ChatEncoders
{
    /// <summary>The encoder of a format.</summary>
    public static IChatFormat For(ChatEncoding encoding) => encoding switch
    {
        ChatEncoding.DeepSeekV32 => new DeepSeekFormat(
            "deepseekv32 encoder, version 1",
            [.. DeepSeekOptions.Names, DeepSeekOptions.DeclarationName],
            (options, tools) => new DeepSeekV32Text(options, tools)),
        ChatEncoding.DeepSeekV4 => new DeepSeekFormat(
            "deepseekv4 encoder, version 1",
            [.. DeepSeekOptions.Names, DeepSeekOptions.EffortName],
            (options, tools) => new DeepSeekV4Text(options, tools)),
        _ => throw new UnreachableException(),
    };
}
